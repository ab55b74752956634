# The one ordered list of the files that make up sql/studio--1.0.sql (see sql/README.md for the law of replay).
SQL_PARTS = $(wildcard sql/header.sql sql/schema.sql) \
            $(sort $(wildcard sql/table/*.sql)) \
            $(sort $(wildcard sql/function/*.sql)) \
            $(sort $(wildcard sql/policy/*.sql))
