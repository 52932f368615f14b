# The two commands of the README; both install what is missing first.

.PHONY: demo test compare format clean

swift_env = . .deps/env &&
samples = .deps/samples/astronaut.png .deps/samples/grace_hopper.jpg

demo: ## Detects on public-domain sample portraits and says where the annotated pictures are
	@scripts/setup
	@$(swift_env) swift build -c release
	@.build/release/facemask info
	@.build/release/facemask detect $(samples) --output output/demo

PYTHON = python3

compare: ## Measures FaceMask beside what there is in Python, in turn; PICTURES=folder, PYTHON=interpreter, PEERS='--peers keras'
	@scripts/setup
	@$(swift_env) swift build -c release --product facemask
	@$(PYTHON) bench/compare.py .build/release/facemask $(PICTURES) $(PEERS)

test: ## Builds and runs every test
	@scripts/setup
	@$(swift_env) swift test

format: ## Checks the layout of the sources
	@swift format lint --strict --recursive Sources Tests Package.swift

clean: ## Removes what was built, not what was installed
	@rm -rf .build output
