import ArgumentParser
struct Info: AsyncParsableCommand {}
