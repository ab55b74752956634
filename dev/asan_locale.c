/* Preloaded beside the sanitizer's runtime by dev/asan: PostgreSQL's first call of bindtextdomain waits for ever on glibc's own
 * lock there (gcc 12's libasan, glibc 2.36). Messages stay in English, which the tests read anyway. */
char* bindtextdomain(const char* domain, const char* directory) {
  (void)domain;
  return (char*)directory;
}
char* bind_textdomain_codeset(const char* domain, const char* codeset) {
  (void)domain;
  return (char*)codeset;
}
char* textdomain(const char* domain) { return (char*)domain; }
char* gettext(const char* message) { return (char*)message; }
char* dgettext(const char* domain, const char* message) {
  (void)domain;
  return (char*)message;
}
char* dcgettext(const char* domain, const char* message, int category) {
  (void)domain;
  (void)category;
  return (char*)message;
}
char* ngettext(const char* one, const char* many, unsigned long count) { return (char*)(count == 1 ? one : many); }
char* dngettext(const char* domain, const char* one, const char* many, unsigned long count) {
  (void)domain;
  return (char*)(count == 1 ? one : many);
}
