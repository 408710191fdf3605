#include "backend/upkeep/retention.h"

#include <algorithm>
#include <string>

#include "absl/types/span.h"
#include "backend/feed/stream.h"
#include "backend/upkeep/writing.h"

namespace aftercall::upkeep {
namespace {

// Rows that one transaction removes at most, so that an answer never waits long behind it.
constexpr int64_t kMostRows = 500;
constexpr size_t kPage = 1000;
constexpr absl::Duration kUsualDrift = absl::Minutes(10);
constexpr auto kKept = static_cast<int64_t>(feed::Stream::kSnapshotEntries);

absl::Status TrimFeed(store::Store& store, domain::UserId feed, absl::Time before,
                      absl::FunctionRef<bool()> go_on, int64_t& entries) {
  while (go_on()) {
    int64_t trimmed = 0;
    auto status = WriteAndWait(store, [&](store::Transaction& transaction) {
      const auto gone = transaction.TrimFeed(feed, before, kKept, kMostRows);
      if (gone.ok()) trimmed = *gone;
      return gone.status();
    });
    if (!status.ok()) return status;
    if (trimmed == 0) return absl::OkStatus();
    entries += trimmed;
  }
  return absl::OkStatus();
}

absl::Status TrimFeeds(store::Store& store, store::Reader& reader, absl::Time before,
                       absl::FunctionRef<bool()> go_on, int64_t& entries) {
  std::optional<domain::UserId> after{{INT64_MIN}};
  while (after && go_on()) {
    const auto old = reader.ListOldFeeds(before, kKept, *after, kPage);
    if (!old.ok()) return old.status();
    for (const auto feed : old->feeds) {
      if (auto status = TrimFeed(store, feed, before, go_on, entries); !status.ok()) return status;
    }
    after = old->stopped_at;
  }
  return absl::OkStatus();
}

absl::Status ForgetRequests(store::Store& store, store::Reader& reader, absl::Time before,
                            absl::FunctionRef<bool()> go_on, int64_t& requests) {
  std::optional<std::string> after{""};
  while (after && go_on()) {
    const auto old = reader.ListOldRequests(before, *after, kPage);
    if (!old.ok()) return old.status();
    absl::Span<const std::string> rest(old->request_ids);
    while (!rest.empty() && go_on()) {
      const auto some = rest.subspan(0, kMostRows);
      auto status = WriteAndWait(store, [&](store::Transaction& transaction) {
        const auto forgotten = transaction.ForgetRequests(some, before);
        if (forgotten.ok()) requests += *forgotten;
        return forgotten.status();
      });
      if (!status.ok()) return status;
      rest.remove_prefix(some.size());
    }
    after = old->stopped_at;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Duration ClockWatch::SetSinceLastLook(absl::Time now, absl::Time steady_now) {
  const absl::Duration drift = (now - now_) - (steady_now - steady_now_);
  now_ = now;
  steady_now_ = steady_now;
  return absl::AbsDuration(drift) > kUsualDrift ? drift : absl::ZeroDuration();
}

absl::StatusOr<Trimmed> TrimByAge(store::Store& store, store::Reader& reader,
                                  const Retention& retention, absl::Time now,
                                  absl::FunctionRef<bool()> go_on) {
  Trimmed trimmed;
  auto status = TrimFeeds(store, reader, now - retention.feeds, go_on, trimmed.entries);
  if (!status.ok()) return status;
  status = ForgetRequests(store, reader, now - retention.requests, go_on, trimmed.requests);
  if (!status.ok()) return status;
  return trimmed;
}

}  // namespace aftercall::upkeep
