# Running: what `make demo` and `make dev` do once everything is there, psql, the benchmark.

.PHONY: run-demo run-dev psql bench

run-demo: web stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' dev/demo

run-dev: stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' dev/develop

# psql in the one cluster that runs.
psql:
	@dev/cluster psql

# Each figure as a ratio to a floor measured in the same run.
bench: web stage
	@STUDIO_PG_BIN='$(STAGE_BIN)' bench/run
