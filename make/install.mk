# Installing: the library, the script and the built web UI; `stage` does it into a private copy of PostgreSQL.

WEB_SOURCES = $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)
WEB_INSTALL_DIR = $(DESTDIR)$(datadir)/studio/web

.PHONY: web install-web uninstall-web stage

# The UI: type check, bundle, precompress.
web: web/dist/assets.json

web/dist/assets.json: $(WEB_SOURCES)
	dev/with-node npm --prefix web run --silent build
	@touch $@

install: install-web
uninstall: uninstall-web

install-web:
	@if [ -f web/dist/assets.json ]; then \
	  rm -rf '$(WEB_INSTALL_DIR)' && mkdir -p '$(WEB_INSTALL_DIR)' && cp -R web/dist/. '$(WEB_INSTALL_DIR)/'; \
	else echo 'install: web/dist is not built, so no UI is installed (make web builds it)'; fi

uninstall-web:
	rm -rf '$(DESTDIR)$(datadir)/studio'

# A private copy of the PostgreSQL installation with studio in it. PostgreSQL finds its files relative to its own
# binary, so tests need no root, touch no system folder, and a sanitizer build never meets the ordinary one.
STAGE ?= $(or $(TMPDIR),/tmp)/studio-stage-$(shell id -u)-$(shell pwd | cksum | cut -d' ' -f1)
STAGE_BIN = $(STAGE)$(bindir)
stage: all
	@dev/stage '$(STAGE)' '$(bindir)' '$(pkglibdir)' '$(datadir)'
	@$(MAKE) --no-print-directory -s install DESTDIR='$(STAGE)'
