#include "client/net/feed_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
#include <variant>

#include "client/model/feed.h"
#include "shared/wire/problem.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

namespace aftercall::net {
namespace {

using model::Link;
using testing::ElementsAre;

const absl::Time kSessionStart = absl::FromUnixSeconds(1'750'000'000);

// A session, a model that applies what it says, and a server that does what the test says.
class Session : public testing::Test {
 protected:
  void Connect(size_t capacity = 64) {
    inbox_.emplace([] {}, capacity);
    auto connection = Connection::Make({server_.address(), "the-token", ""}, loop_);
    ASSERT_TRUE(connection.ok()) << connection.status();
    connection_ = *std::move(connection);
    SessionOptions options;
    options.seed = 7;
    session_.emplace(connection_.get(), &*inbox_, options);
  }

  void TearDown() override {
    session_.reset();
    connection_.reset();
  }

  // What the window does with every frame.
  void Drain() {
    for (const model::FeedEvent& event : inbox_->Drain()) {
      if (const auto* link = std::get_if<model::LinkState>(&event.payload)) {
        links_.push_back(link->link);
      }
      if (!feed_.Apply(event, kSessionStart).ok()) session_->Resync(feed_.cursor());
    }
  }

  void RunUntil(const std::function<bool()>& done) {
    loop_->RunUntil([&] {
      Drain();
      return done();
    });
  }

  // As RunUntil, while waits between attempts pass at once. Time stands still while the server
  // serves a stream: however slow this machine is, that is not silence.
  void RunInTimeUntil(const std::function<bool()>& done) {
    RunUntil([&] {
      const auto next = loop_->NextTimer();
      if (next && *next <= SessionOptions().longest_retry && !server_.is_serving()) {
        loop_->Advance(*next);
      }
      return done();
    });
  }

  bool IsAt(int64_t position) const {
    return feed_.cursor() && feed_.cursor()->position == position;
  }
  bool Is(Link link) const { return !links_.empty() && links_.back() == link; }

  // A good server with `head` entries.
  FakeServer::Script Serving(int64_t head) {
    return [head](const v1::WatchFeedRequest& request, FakeStream& stream) {
      const int64_t from = request.resume_after().position();
      stream.Opened(!request.has_resume_after());
      if (!request.has_resume_after()) {
        stream.Snapshot({head - 1, head});
      } else if (from < head) {
        stream.Verdicts(from + 1, head);
      }
      stream.Standing();
      stream.CaughtUp(head);
      return stream.Stay();
    };
  }

  static grpc::Status Failing(absl::Status status, std::optional<absl::Duration> retry = {}) {
    if (retry) status = wire::WithRetryAfter(status, *retry);
    return ToGrpc(status);
  }

  // Of the scripts, which may outlive a test's own variables.
  std::atomic<bool> go_ = false;
  std::atomic<int> calls_ = 0;
  std::atomic<int64_t> sent_ = 0;
  std::shared_ptr<ManualLoop> loop_ = std::make_shared<ManualLoop>();
  FakeServer server_;
  std::optional<Inbox> inbox_;
  std::unique_ptr<Connection> connection_;
  std::optional<FeedSession> session_;
  model::Feed feed_;
  std::vector<Link> links_;
};

TEST_F(Session, BeginsWithASnapshotAsThePersonOfTheToken) {
  server_.SetScript(Serving(9));
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kLive); });
  EXPECT_THAT(links_, ElementsAre(Link::kConnecting, Link::kLive));
  EXPECT_TRUE(IsAt(9));
  EXPECT_EQ(feed_.items().size(), 2u);
  EXPECT_EQ(server_.watched()[0].feed(), "users/me/feed");
  EXPECT_FALSE(server_.watched()[0].has_resume_after());
  EXPECT_EQ(server_.authorizations()[0], "Bearer the-token");
}

TEST_F(Session, Resumable_FromACursorThatTheDiskKept) {
  server_.SetScript(Serving(9));
  server_.Start();
  Connect();
  feed_.Restore({{"e1", 6}, "Me", {}, {}});
  session_->Start(feed_.cursor());
  RunUntil([&] { return Is(Link::kLive); });
  EXPECT_EQ(server_.watched()[0].resume_after().position(), 6);
  EXPECT_EQ(server_.watched()[0].resume_after().epoch(), "e1");
  EXPECT_EQ(feed_.items().size(), 3u);
  EXPECT_EQ(feed_.counters().repeats, 0);
}

TEST_F(Session, StartsBeforeTheServerAndFindsIt) {
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kNoServer); });
  server_.SetScript(Serving(3));
  server_.Start();
  RunInTimeUntil([&] { return Is(Link::kLive); });
  EXPECT_TRUE(IsAt(3));
  EXPECT_THAT(links_, ElementsAre(Link::kConnecting, Link::kNoServer, Link::kLive));
}

TEST_F(Session, Resumable_AfterTheServersRestartNothingIsMissedOrDoubled) {
  server_.SetScript(Serving(3));
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return IsAt(3) && Is(Link::kLive); });
  server_.Stop();
  RunUntil([&] { return Is(Link::kNoServer); });
  server_.SetScript(Serving(8));
  server_.Start();
  RunInTimeUntil([&] { return IsAt(8) && Is(Link::kLive); });
  EXPECT_EQ(server_.watched().back().resume_after().position(), 3);
  EXPECT_EQ(feed_.counters().repeats, 0);
  EXPECT_EQ(feed_.counters().gaps, 0);
  EXPECT_EQ(feed_.items().back().position, 8);
}

TEST_F(Session, ComesBackAfterADrainWhenTheServerAsked) {
  server_.SetScript([this](const v1::WatchFeedRequest& request, FakeStream& stream) {
    if (go_) return Serving(3)(request, stream);
    return Failing(absl::UnavailableError("going away"), absl::Seconds(7));
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kDraining); });
  go_ = true;
  const size_t calls = server_.watched().size();
  const absl::Duration wait = *loop_->NextTimer();
  EXPECT_GE(wait, absl::Seconds(7)) << "before the time that was asked for";
  EXPECT_LE(wait, absl::Seconds(14));
  loop_->Advance(wait);
  RunUntil([&] { return Is(Link::kLive); });
  EXPECT_EQ(server_.watched().size(), calls + 1);
}

TEST_F(Session, JittersTheReturnFromADrain) {
  server_.SetScript([](const v1::WatchFeedRequest&, FakeStream&) {
    return Failing(absl::UnavailableError("going away"), absl::Seconds(7));
  });
  server_.Start();
  std::set<absl::Duration> waits;
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    loop_ = std::make_shared<ManualLoop>();
    Connect();
    SessionOptions options;
    options.seed = seed;
    session_.emplace(connection_.get(), &*inbox_, options);
    session_->Start(std::nullopt);
    links_.clear();
    RunUntil([&] { return Is(Link::kDraining); });
    waits.insert(*loop_->NextTimer());
    session_.reset();
    connection_.reset();
  }
  EXPECT_EQ(waits.size(), 4u);
}

TEST_F(Session, StopsWithAnExpiredTokenAndSaysSo) {
  server_.SetScript([](const v1::WatchFeedRequest&, FakeStream&) {
    return Failing(absl::UnauthenticatedError("the token has expired"));
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kTokenExpired); });
  loop_->Advance(absl::Hours(1));
  loop_->RunPosted();
  Drain();
  EXPECT_EQ(server_.watched().size(), 1u);
  EXPECT_THAT(links_, ElementsAre(Link::kConnecting, Link::kTokenExpired));
}

TEST_F(Session, StopsWhereItIsRefused) {
  server_.SetScript([](const v1::WatchFeedRequest&, FakeStream&) {
    return Failing(absl::PermissionDeniedError("no"));
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kRefused); });
  loop_->Advance(absl::Hours(1));
  loop_->RunPosted();
  EXPECT_EQ(server_.watched().size(), 1u);
}

TEST_F(Session, TriesAgainWhereTheServerIsFull) {
  server_.SetScript([this](const v1::WatchFeedRequest& request, FakeStream& stream) {
    if (++calls_ < 3) return Failing(absl::ResourceExhaustedError("too many streams"));
    return Serving(3)(request, stream);
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunInTimeUntil([&] { return Is(Link::kLive); });
  EXPECT_THAT(links_, ElementsAre(Link::kConnecting, Link::kServerFull, Link::kLive));
}

TEST_F(Session, SurvivesAnythingElseThatAServerAnswers) {
  server_.SetScript([this](const v1::WatchFeedRequest& request, FakeStream& stream) {
    switch (++calls_) {
      case 1:
        return Failing(absl::InternalError("oh"));
      case 2:
        return Failing(absl::UnimplementedError("what?"));
      case 3:
        return grpc::Status::OK;  // a stream that just ends
      default:
        return Serving(3)(request, stream);
    }
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunInTimeUntil([&] { return Is(Link::kLive); });
  EXPECT_TRUE(IsAt(3));
}

TEST_F(Session, WaitsBetweenAttemptsAndLongerAfterEach) {
  server_.SetScript(
      [](const v1::WatchFeedRequest&, FakeStream&) { return Failing(absl::InternalError("oh")); });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kNoServer); });
  EXPECT_GE(*loop_->NextTimer(), absl::Milliseconds(200));
  EXPECT_LE(*loop_->NextTimer(), absl::Milliseconds(400));
  RunInTimeUntil([&] { return server_.watched().size() >= 30; });
  // A failure every five seconds or so; the first ones sooner.
  EXPECT_GT(loop_->Elapsed(), absl::Seconds(50));
  EXPECT_LT(loop_->Elapsed(), absl::Seconds(300));
}

TEST_F(Session, SaysSoWhenTheServerIsSilentForTwoAndAHalfIntervals) {
  server_.SetScript([this](const v1::WatchFeedRequest&, FakeStream& stream) {
    stream.Opened(true, 0, /*interval_seconds=*/10);
    stream.Snapshot({1});
    stream.CaughtUp(1);
    stream.Stay([&] { return go_.load(); });
    stream.Bookmark(1);
    return stream.Stay();
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kLive); });
  loop_->Advance(absl::Milliseconds(24'999));
  Drain();
  EXPECT_TRUE(Is(Link::kLive));
  loop_->Advance(absl::Milliseconds(2));
  Drain();
  EXPECT_TRUE(Is(Link::kStale));
  go_ = true;
  RunUntil([&] { return Is(Link::kLive); });
  EXPECT_EQ(server_.watched().size(), 1u);
}

TEST_F(Session, TriesAnewWhenTheServerStaysSilent) {
  server_.SetScript(Serving(3));
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return Is(Link::kLive); });
  loop_->Advance(absl::Seconds(50));
  RunInTimeUntil([&] { return server_.watched().size() == 2 && Is(Link::kLive); });
  EXPECT_THAT(links_, ElementsAre(Link::kConnecting, Link::kLive, Link::kStale, Link::kNoServer,
                                  Link::kLive));
  EXPECT_EQ(server_.watched()[1].resume_after().position(), 3);
}

TEST_F(Session, TriesAnewWhereTheServerNeverOpens) {
  server_.SetScript([this](const v1::WatchFeedRequest& request, FakeStream& stream) {
    if (++calls_ == 1) return stream.Stay();
    return Serving(3)(request, stream);
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunUntil([&] { return calls_ == 1; });
  loop_->Advance(absl::Seconds(76));
  RunInTimeUntil([&] { return Is(Link::kLive); });
}

TEST_F(Session, Gapless_AGapMakesItResumeFromWhatWasApplied) {
  server_.SetScript([this](const v1::WatchFeedRequest& request, FakeStream& stream) {
    if (++calls_ > 1) return Serving(9)(request, stream);
    stream.Opened(true);
    stream.Snapshot({1, 2});
    stream.Standing();
    stream.CaughtUp(2);
    stream.Verdicts(3, 3);
    stream.Verdicts(6, 7);
    return stream.Stay();
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunInTimeUntil([&] { return IsAt(9); });
  EXPECT_EQ(server_.watched()[1].resume_after().position(), 3);
  EXPECT_EQ(feed_.counters().gaps, 1);
  EXPECT_EQ(feed_.items().size(), 9u);
}

TEST_F(Session, Resumable_HalfASnapshotIsNothingToResumeFrom) {
  server_.SetScript([this](const v1::WatchFeedRequest& request, FakeStream& stream) {
    if (++calls_ > 1) return Serving(9)(request, stream);
    stream.Opened(true);
    stream.Snapshot({1, 2});
    stream.Verdicts(3, 3);  // it has a cursor, but is not yet applied
    return Failing(absl::UnavailableError("gone"));
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunInTimeUntil([&] { return Is(Link::kLive); });
  EXPECT_FALSE(server_.watched()[1].has_resume_after());
  EXPECT_EQ(feed_.counters().gaps, 0);
}

TEST_F(Session, Resumable_AServerThatTrimmedStartsOverInTheSameStream) {
  server_.SetScript([this](const v1::WatchFeedRequest&, FakeStream& stream) {
    const bool breaks_off = ++calls_ == 1;
    stream.Opened(breaks_off);
    if (breaks_off) stream.Snapshot({});
    stream.CaughtUp(breaks_off ? 0 : 3);
    stream.Verdicts(breaks_off ? 1 : 4, breaks_off ? 3 : 5);
    stream.Opened(true);
    stream.Snapshot({6, 7});
    if (breaks_off) return Failing(absl::UnavailableError("gone"));
    stream.Standing();
    stream.CaughtUp(7);
    stream.Verdicts(8, 8);
    return stream.Stay();
  });
  server_.Start();
  Connect();
  session_->Start(std::nullopt);
  RunInTimeUntil([&] { return IsAt(8); });
  // Half a snapshot is no place to go on from; what was applied before it is.
  ASSERT_EQ(server_.watched().size(), 2u);
  EXPECT_EQ(server_.watched()[1].resume_after().position(), 3);
  EXPECT_EQ(feed_.counters().gaps, 0);
  EXPECT_EQ(feed_.items().size(), 3u);
}

TEST_F(Session, ASlowWindowLeavesTheRestWithTheServer) {
  constexpr int64_t kMany = 2000;
  server_.SetScript([this](const v1::WatchFeedRequest&, FakeStream& stream) {
    stream.Opened(true);
    stream.Snapshot({});
    stream.CaughtUp(0);
    const std::string comment(20'000, 'x');
    for (int64_t i = 1; i <= kMany && stream.Verdicts(i, i, comment); ++i) sent_ = i;
    return stream.Stay();
  });
  server_.Start();
  Connect(/*capacity=*/8);
  session_->Start(std::nullopt);
  // Nobody drains. It reads until the inbox is full, then no more, however much there is.
  int64_t before = -1;
  for (int still = 0; still < 20;) {
    loop_->RunPosted();
    absl::SleepFor(absl::Milliseconds(5));
    still = sent_ == before && sent_ > 0 ? still + 1 : 0;
    before = sent_;
  }
  EXPECT_LT(sent_, kMany);
  // It was us who did not listen: the link is not called stale.
  loop_->Advance(absl::Seconds(200));
  RunUntil([&] { return IsAt(kMany); });
  EXPECT_THAT(links_, ElementsAre(Link::kConnecting, Link::kLive));
  EXPECT_EQ(feed_.counters().gaps, 0);
}

TEST_F(Session, CanGoAtAnyMoment) {
  server_.SetScript(Serving(3));
  server_.Start();
  for (int i = 0; i < 20; ++i) {
    loop_ = std::make_shared<ManualLoop>();
    Connect();
    session_->Start(std::nullopt);
    if (i % 3 == 1) loop_->RunPosted();
    if (i % 3 == 2) {
      links_.clear();
      RunUntil([&] { return Is(Link::kLive); });
    }
    session_.reset();
    connection_.reset();
  }
}

}  // namespace
}  // namespace aftercall::net
