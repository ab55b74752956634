# Testing. Each suite can be run alone; `make check` (make/start.mk) runs all of them.

.PHONY: lint format unit installcheck http-check web-check e2e asan fuzz soak

lint:
	@test/lint/run

format:
	@git ls-files -z -- 'src/*.cpp' 'src/*.h' 'test/*.cpp' 'test/*.h' 'bench/*.c' | xargs -0 clang-format -i

# Plain C++, no server, seconds.
unit: $(GENERATED)
	@$(MAKE) --no-print-directory -C test/unit check

# pg_regress on a cluster of its own.
installcheck: stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' test/regress

# API tests through a live gateway. make http-check FILES='test/http/query*.test.mjs' runs some of them.
http-check: web stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' test/http/run $(FILES)

web-check: web
	@dev/with-node npm --prefix web run --silent lint
	@dev/with-node npm --prefix web run --silent budget
	@dev/with-node npm --prefix web test --silent

# Browser journeys in headless Chromium.
e2e: web stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' dev/with-node npm --prefix web run --silent e2e

# AddressSanitizer and UBSan build of the extension under the same API tests.
asan: web
	@dev/asan

FUZZ_SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory -C test/fuzz run SECONDS_EACH=$(FUZZ_SECONDS)

# What takes longer than `make check` may: leaks over many repetitions, load, long fuzzing.
soak: web stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' STUDIO_SOAK=1 test/http/run
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=600
