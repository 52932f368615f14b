#if Training
import CTorch
import Testing
@Test func probe() { #expect(String(cString: ct_library_version()) == "1.13.1") }
#endif
