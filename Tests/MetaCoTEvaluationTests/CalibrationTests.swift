import MetaCoTEvaluation
import Testing

struct CalibrationTests {
  @Test func `Calibration tells how far predictions are from what was seen`() {
    var calibration = Calibration()
    calibration.append(predicted: 0.9, observed: 1)
    calibration.append(predicted: 0.95, observed: 0)
    calibration.append(predicted: 0.2, observed: 0)
    calibration.append(predicted: 0.2, observed: 1)
    #expect(abs(calibration.brier - (0.01 + 0.9025 + 0.04 + 0.64) / 4) < 1e-9)
    #expect(abs(calibration.error - (abs(1.85 - 1) + abs(0.4 - 1)) / 4) < 1e-9)
    #expect(calibration.accuracy == 0.5)
    #expect(calibration.bins[9].count == 2 && calibration.bins[2].count == 2)
    #expect(calibration.text.contains("0.9–1.0"))
  }
}
