VENV := .venv
.PHONY: lock
lock: ## Resolve the dependencies anew into requirements.lock
	$(VENV)/bin/uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra sandbox --extra dev pyproject.toml -o requirements.lock
