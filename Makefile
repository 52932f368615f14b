# The two commands of the README; both install what is missing first.

.PHONY: demo test format clean

swift_env = . .deps/env &&
samples = .deps/samples/astronaut.png .deps/samples/grace_hopper.jpg

demo: ## Detects on public-domain sample portraits and says where the annotated pictures are
	@scripts/setup
	@$(swift_env) swift build -c release
	@.build/release/facemask info
	@.build/release/facemask detect $(samples) --output output/demo

test: ## Builds and runs every test
	@scripts/setup
	@$(swift_env) swift test

format: ## Checks the layout of the sources
	@swift format lint --strict --recursive Sources Tests Package.swift

clean: ## Removes what was built, not what was installed
	@rm -rf .build output
