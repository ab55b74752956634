-- No policy and no grant: only functions of the extension's owner read it.
ALTER TABLE studio.login_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
