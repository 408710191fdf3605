#pragma once

#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "shared/base/clock.h"

namespace aftercall::ctl {

// One line on a terminal that is written over again and again. Silent where nobody watches. Not
// thread-safe.
class StatusLine {
 public:
  // `out` is null where nobody watches.
  StatusLine(std::ostream* out, const base::Clock* clock)
      : out_(out), clock_(clock), drawn_(clock->Now()) {}
  ~StatusLine() { Clear(); }

  // Whether Show is to be called: at most five times a second, and never where nobody watches.
  bool IsDue() const;
  void Show(const std::string& text);
  // Takes the line away, so that other text can be written.
  void Clear();

 private:
  std::ostream* out_;
  const base::Clock* clock_;
  absl::Time drawn_;
  bool visible_ = false;
};

// 13042 as "13,042".
std::string Grouped(int64_t number);

// How far something is: "[######··············] 31%".
std::string Bar(int64_t done, int64_t total);

}  // namespace aftercall::ctl
