#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Takes personal data out of customers' words before anything is stored or logged.
namespace aftercall::redaction {

struct Redacted {
  std::string text;
  // Names of the rules that matched, each once, in the order of the list below.
  std::vector<std::string> rules;
};

// Replaces what a rule recognises by a mark. The marks are short and of no language (people see the
// rules' names in their own); they are no rule's match, so that redacting twice changes nothing.
// (Of texts beyond some kilobytes that are made of numbers hidden by one another, so that each is
// one only once its neighbour is gone, the last may stay for another call.)
//
// card_number, [card]
//   13–19 digits that pass Luhn's check (ISO/IEC 7812-1), not beginning as no issuer's do: with 0,
//   with 20 (dates), or with 1 unless 15 digits (UATP); not one digit repeated.
// card_security_code, [cvv]
//   3–4 digits right after "CVV", "CVC", "CVN", "security code" or 安全码.
// national_id, [id]
//   Chinese resident ids: 18 characters with their check digit (GB 11643-1999), or the old 15
//   digits; province and date of birth must exist. US social security numbers written 123-45-6789,
//   of ranges that are issued.
// phone_number, [tel]
//   Chinese mobiles (1[3-9] and nine digits, also after 86, +86, 0086), Chinese landlines
//   (0755-1234567), grouped national numbers with a trunk 0 (020 7946 0123), "+" and 8–15 digits,
//   and American numbers written 415-555-2671 or (415) 555-2671; no hotlines.
// email_address, [@]
//   local@domain.tld in ASCII, also with a full-width @.
//
// Digits may be full-width, and numbers grouped by up to three spaces, hyphens, dashes, middle dots
// or invisible characters, or spelt digit by digit. Digits inside a longer run, a code such as
// SF4111111111111111 or a decimal fraction are left alone.
//
// `utf8` is valid UTF-8. What no rule matches comes back byte for byte. Linear time; text without
// digits and "@" costs a scan of its bytes. Thread-safe.
Redacted Redact(absl::string_view utf8);

}  // namespace aftercall::redaction
