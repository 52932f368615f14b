#if Training
import Torch
import Testing
@Test func probe() { }
#endif
