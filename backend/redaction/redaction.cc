#include "backend/redaction/redaction.h"

#include <algorithm>
#include <array>

#include "backend/redaction/digits.h"
#include "backend/redaction/rules.h"

namespace aftercall::redaction {
namespace {

constexpr size_t kRules = 5;
// A mark in the place of a number may set its neighbour free (of "13812345678-415-555-2671" the
// second is no number by itself before): the text is looked at again until nothing matches. Of a
// long text that somebody made so that this never ends, so often at least, and so many bytes.
constexpr size_t kPasses = 8;
constexpr size_t kBytesLookedAt = size_t{2} << 20;
// By Rule.
constexpr std::array<absl::string_view, kRules> kNames = {
    "card_number", "card_security_code", "national_id", "phone_number", "email_address"};
constexpr std::array<absl::string_view, kRules> kMarks = {"[card]", "[cvv]", "[id]", "[tel]",
                                                          "[@]"};

// Whether any byte is a digit, an "@" or begins a full-width form. Most text has none: a loop
// without branches, which compilers turn into vector instructions.
bool MayMatch(absl::string_view text) {
  unsigned char found = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    found |= static_cast<unsigned char>(byte - '0') < 10;
    found |= byte == '@';
    found |= byte == 0xEF;
  }
  return found != 0;
}

std::optional<Match> MatchNumber(absl::string_view text, const Digits& digits, size_t first) {
  // The most particular first: ids have a check character and a date, telephone numbers a form,
  // cards a check digit alone.
  if (auto match = MatchNationalId(text, digits, first)) return match;
  if (auto match = MatchPhoneNumber(text, digits, first)) return match;
  if (auto match = MatchCardNumber(text, digits, first)) return match;
  return MatchSecurityCode(text, digits, first);
}

// What matches, in order.
std::vector<Match> FindMatches(absl::string_view text) {
  std::vector<Match> matches = FindEmailAddresses(text);
  std::vector<Span> taken;
  taken.reserve(matches.size());
  for (const Match& match : matches) taken.push_back({match.begin, match.end});

  const Digits digits = FindDigits(text, taken);
  for (size_t run = 0; run < digits.runs.size();) {
    const auto match = MatchNumber(text, digits, run);
    if (match) matches.push_back(*match);
    run += match ? match->runs : 1;
  }
  std::sort(matches.begin(), matches.end(),
            [](const Match& a, const Match& b) { return a.begin < b.begin; });
  return matches;
}

std::string PutMarks(absl::string_view text, const std::vector<Match>& matches) {
  std::string marked;
  marked.reserve(text.size());
  size_t at = 0;
  for (const Match& match : matches) {
    // An id's final X may also begin an address, if its digits are full-width.
    if (match.begin > at) marked.append(text.data() + at, match.begin - at);
    const absl::string_view mark = kMarks[static_cast<size_t>(match.rule)];
    marked.append(mark.data(), mark.size());
    at = std::max(at, match.end);
  }
  marked.append(text.data() + at, text.size() - at);
  return marked;
}

}  // namespace

Redacted Redact(absl::string_view utf8) {
  Redacted result{std::string(utf8), {}};
  std::array<bool, kRules> matched{};
  const size_t passes = kPasses + kBytesLookedAt / (utf8.size() + 1);
  for (size_t pass = 0; pass < passes && MayMatch(result.text); ++pass) {
    const std::vector<Match> matches = FindMatches(result.text);
    if (matches.empty()) break;
    for (const Match& match : matches) matched[static_cast<size_t>(match.rule)] = true;
    result.text = PutMarks(result.text, matches);
  }
  for (size_t rule = 0; rule < kRules; ++rule) {
    if (matched[rule]) result.rules.emplace_back(kNames[rule]);
  }
  return result;
}

}  // namespace aftercall::redaction
