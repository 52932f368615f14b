// Trains a classifier on a folder of photos and measures it on another: swift run TrainAndEvaluate PHOTOS OUTPUT OTHERS
import FaceMaskEvaluationJobs
import FaceMaskTraining
import Foundation

let folders = CommandLine.arguments.dropFirst().map { URL(filePath: $0, directoryHint: .isDirectory) }
let job = TrainingJob(dataset: folders[0], output: folders[1], recipe: DefaultRecipe(epochs: 3))
let training = try await job.run { epoch in print("epoch \(epoch.epoch): \(epoch.validationAccuracy)") }
print("\(training.model.path()) is right on \(training.report.accuracy) of the \(training.reportedPart) part")

let evaluation = try await EvaluationJob(dataset: folders[2], model: training.model).run()
print(evaluation.models[0].evaluation.report.text)
