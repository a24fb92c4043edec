// Conversions to integers say what becomes of a number that does not fit, in every file of this
// module.
@_exported import SaturatingIntegers
