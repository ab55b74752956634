# studio: build, install, test. Every target is named by what you get; `make help` lists them.
# What is compiled is what stands in src/; what the extension script holds, and in which order, is sql/parts.mk.

PG_CONFIG ?= pg_config

# These goals may start on a machine that has nothing yet, not even pg_config: they install what is missing first and
# call make again for the rest. (They also keep PGXS's own `check`, which only says "not supported", out of the way.)
ifneq (,$(filter check demo deps dev help,$(MAKECMDGOALS)))
include make/start.mk
else

EXTENSION = studio
MODULE_big = studio
EXTVERSION = 1.0

# ---- the library ----------------------------------------------------------------------------------------------
GENERATED = src/wire/catalog_questions.gen.cpp
SOURCES = $(sort $(wildcard src/*.cpp src/*/*.cpp src/*/*/*.cpp) $(GENERATED))
OBJS = $(SOURCES:.cpp=.o)

# -MMD: Debian's PGXS tracks no headers, so a changed header would rebuild nothing.
PG_CXXFLAGS = -std=c++20 -Wall -Wextra -Werror -Isrc -idirafter $(includedir) -MMD -MP $(EXTRA_CXXFLAGS)
# The version script is the exported surface: PGDLLEXPORT is empty before PostgreSQL 16.
SHLIB_LINK = -Wl,--version-script=src/studio.exports -lstdc++ -lmicrohttpd -lwslay -lcrypto -lpq -lz $(EXTRA_LINK)

# ---- the extension script -------------------------------------------------------------------------------------
include sql/parts.mk
DATA_built = sql/studio--$(EXTVERSION).sql
EXTRA_CLEAN = $(GENERATED) $(OBJS:.o=.d) out

# JIT bitcode would be compiled by clang without PG_CXXFLAGS, and nothing of ours is worth inlining there.
override with_llvm = no
# PGXS's installcheck wants a server that runs already; ours (make/test.mk) starts its own.
NO_INSTALLCHECK = 1
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)
-include $(OBJS:.o=.d)

# PostgreSQL's headers are not ours to warn about.
override CPPFLAGS := $(patsubst -I$(includedir_server),-isystem $(includedir_server),$(CPPFLAGS))
override CPPFLAGS := $(patsubst -I$(includedir_internal),-isystem $(includedir_internal),$(CPPFLAGS))

sql/studio--$(EXTVERSION).sql: $(SQL_PARTS) sql/parts.mk
	@cat $(SQL_PARTS) > $@

$(GENERATED): $(sort $(wildcard sql/catalog/*.sql)) dev/embed-catalog
	@dev/embed-catalog sql/catalog > $@

studio.so: src/studio.exports

include make/install.mk
include make/test.mk
include make/run.mk

endif
