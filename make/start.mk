# The goals that begin with installing what is missing. They know nothing of PGXS: it may not be there yet.

AGAIN = @$(MAKE) --no-print-directory

.PHONY: check demo deps dev help

# Debian packages and npm packages, only what is missing; silent and quick when nothing is.
deps:
	@dev/deps

# Everything from nothing to a signed-in browser; Ctrl-C leaves nothing running.
demo: deps
	$(AGAIN) run-demo

# A throw-away cluster with Vite's development server in front of it.
dev: deps
	$(AGAIN) run-dev

# Every suite; ends with one line `N passed, N failed`.
check: deps
	@dev/check

help:
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*/\1/p' Makefile make/*.mk | sort -u | paste -sd' '
