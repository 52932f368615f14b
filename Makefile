# The commands of the README and of CONTRIBUTING.md. Those that build install what is missing first.

.PHONY: demo test compare docs format clean

swift_env = . .deps/env &&
samples = .deps/samples/astronaut.png .deps/samples/grace_hopper.jpg
made = output/demo/masks
# The README's picture: a row for each person.
portraits = .deps/samples/astronaut.png $(made)/with_mask/astronaut.png $(made)/mask_worn_incorrectly/astronaut-v2.png \
	.deps/samples/grace_hopper.jpg $(made)/with_mask/grace_hopper-v2.jpg $(made)/mask_worn_incorrectly/grace_hopper.jpg

demo: ## Detects on public-domain sample portraits, bare and with drawn masks, and says where the marked pictures are
	@scripts/setup
	@$(swift_env) for product in facemask FaceMaskTorchLibrary; do swift build -c release --product $$product || exit 1; done
	@.build/release/facemask info
	@rm -rf output/demo
	@echo; echo "The portraits as they are:"
	@.build/release/facemask detect $(samples) --output output/demo/bare
	@echo; echo "Masks are drawn onto them, worn correctly and under the nose:"
	@.build/release/facemask synthesize $(samples) --output output/demo/masks --variants 3 --occluders 0 --seed 3 \
		--kind surgical --kind kn95 --kind cloth --way correct --way nose-out --preview --explain
	@echo; echo "The same portraits with masks:"
	@.build/release/facemask detect output/demo/masks/with_mask output/demo/masks/mask_worn_incorrectly \
		--output output/demo/masked
	@echo; echo "Bare, masked and wrongly masked, side by side:"
	@.build/release/facemask detect $(portraits) --output output/demo/portraits --contact-sheet output/demo/portraits.jpg
	@echo; echo "All masks side by side: output/demo/masks/preview.jpg; how one came about: output/demo/masks/explained"

PYTHON = python3

compare: ## Measures FaceMask beside what there is in Python, in turn; PICTURES=folder, PYTHON=interpreter, PEERS='--peers keras'
	@scripts/setup centerface
	@$(swift_env) swift build -c release --product facemask
	@$(PYTHON) bench/compare.py .build/release/facemask $(PICTURES) $(PEERS)

# Examples is a package of its own. In this one's folder for build products it compiles nothing a second time.
test: ## Builds the package and its examples, and runs every test; those of CenterFace are skipped where its file can't be had
	@scripts/setup tests
	@$(swift_env) scripts/test
	@$(swift_env) FACEMASK_OPTIMIZE=1 swift build --package-path Examples --scratch-path .build

documented = FaceMask FaceMaskAnnotation FaceMaskTraining FaceMaskEvaluationJobs

docs: ## Builds the reference into output/docs, a folder for each module that any web server can show
	@scripts/setup
	@mkdir -p output/docs
	@$(swift_env) export FACEMASK_DOCC=1 && for module in $(documented); do \
		swift package --allow-writing-to-directory output/docs generate-documentation --target $$module \
			--output-path output/docs/$$module --transform-for-static-hosting --warnings-as-errors || exit 1; done

format: ## Checks the layout of the sources
	@swift format lint --strict --recursive Sources Tests Examples/Sources Examples/Package.swift Package.swift

clean: ## Removes what was built, not what was installed
	@rm -rf .build output
