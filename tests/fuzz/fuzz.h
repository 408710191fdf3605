#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// What the targets share. A target is one file that defines Try(); it is linked with libFuzzer in
// the preset "fuzz", and in all others with a main that plays the corpus.
namespace aftercall::fuzz {

// Tries one input, whatever its bytes. The same bytes do the same thing in every process, so that a
// crash can be shown again.
void Try(absl::string_view input);

// Ends the process where a property does not hold: the driver then keeps the input.
void Require(bool holds, absl::string_view property);

// Takes the first line off `rest`, without its line end. Inputs begin with lines of options where
// they need some.
absl::string_view TakeLine(absl::string_view& rest);

// The parts between lines of three hyphens.
std::vector<std::string> Parts(absl::string_view input);
}  // namespace aftercall::fuzz
