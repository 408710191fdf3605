#include "tests/bench/deliveries.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/bench/records.h"

namespace aftercall::bench {

void Deliveries::Call(size_t number) { called_[number].store(Nanoseconds()); }

void Deliveries::Acknowledge(size_t count, const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  acknowledged_ += count;
  failure_.Update(status);
  last_ = std::max(last_, Nanoseconds());
}

void Deliveries::Receive(const v1::FeedEntry& entry, bool pushed) {
  const int64_t now = Nanoseconds();
  const auto place = ReadInteractionId(entry.verdict().interaction_external_id());
  // Of an earlier series.
  if (!place || place->series != series_ || place->number >= received_.size()) return;
  if (pushed) called_[place->number].store(entry.position());
  if (received_[place->number].exchange(now) != 0) {
    twice_.fetch_add(1);
    return;
  }
  if (receipts_.fetch_add(1) + 1 < received_.size()) return;
  absl::MutexLock lock(&mutex_);
  all_received_ = true;
  last_ = std::max(last_, now);
}

bool Deliveries::IsOver() const {
  if (!failure_.ok()) return true;
  return acknowledged_ >= called_.size() && (all_received_ || !deliver_);
}

absl::Status Deliveries::WaitForSome(size_t count, absl::Duration patience) const {
  const absl::Time give_up = absl::Now() + patience;
  while (receipts_.load() < count) {
    if (absl::Now() > give_up) return absl::DeadlineExceededError("the first answers did not come");
    absl::SleepFor(absl::Milliseconds(1));
  }
  return absl::OkStatus();
}

absl::Status Deliveries::WaitForAll(absl::Duration patience) {
  absl::MutexLock lock(&mutex_);
  mutex_.AwaitWithTimeout(absl::Condition(this, &Deliveries::IsOver), patience);
  if (!failure_.ok()) return failure_;
  if (!IsOver()) {
    return absl::DeadlineExceededError(absl::StrCat("of ", called_.size(), " answers ",
                                                    acknowledged_, " were acknowledged and ",
                                                    receipts_.load(), " delivered in time"));
  }
  if (twice_.load() > 0) {
    return absl::InternalError(absl::StrCat(twice_.load(), " answers were delivered twice"));
  }
  return absl::OkStatus();
}

double Deliveries::Seconds() const {
  int64_t first = INT64_MAX;
  for (const auto& called : called_) first = std::min(first, called.load());
  absl::ReaderMutexLock lock(&mutex_);
  return static_cast<double>(last_ - first) / 1e9;
}

double Deliveries::Percentile(double share) const {
  std::vector<int64_t> taken;
  taken.reserve(received_.size());
  for (size_t i = 0; i < received_.size(); ++i) taken.push_back(received_[i] - called_[i]);
  if (taken.empty()) return 0;
  const auto at =
      taken.begin() + static_cast<int64_t>(share * static_cast<double>(taken.size() - 1));
  std::nth_element(taken.begin(), at, taken.end());
  return static_cast<double>(*at) / 1e3;
}

}  // namespace aftercall::bench
