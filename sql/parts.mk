# The one ordered list of the files that make up sql/studio--1.0.sql (see sql/README.md for the law of replay).
# native.sql and trigger.sql come before the tables, whose triggers call them. access.sql comes before the functions and
# policies that ask it.
SQL_FIRST_FUNCTIONS = sql/function/native.sql sql/function/trigger.sql sql/function/access.sql

SQL_PARTS = sql/header.sql sql/schema.sql \
            sql/function/native.sql sql/function/trigger.sql \
            sql/table/account.sql sql/table/credential.sql sql/table/session.sql sql/table/login_link.sql \
            sql/table/organization.sql sql/table/member.sql sql/table/invitation.sql sql/table/personal_access_token.sql \
            sql/table/connection.sql sql/table/connection_proof.sql sql/table/connection_secret.sql \
            sql/table/query_history.sql sql/table/audit_event.sql \
            sql/table/saved_query_folder.sql sql/table/saved_query.sql sql/table/saved_query_version.sql sql/table/named_view.sql \
            sql/table/quota.sql \
            sql/function/access.sql \
            $(filter-out $(SQL_FIRST_FUNCTIONS),$(sort $(wildcard sql/function/*.sql))) \
            $(filter-out sql/policy/privileges.sql,$(sort $(wildcard sql/policy/*.sql))) \
            sql/policy/privileges.sql
