#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "aftercall/v1/review_service.grpc.pb.h"
#include "client/model/bar_view.h"
#include "client/net/courier.h"
#include "client/net/fetcher.h"
#include "client/net/kept_json.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

// Asking for a review while the server is away, with a restart in between: the model, the kept
// file, the fetcher and the courier together.
namespace aftercall::net {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kCall[] = "interactions/a";

// Keeps what was asked for in earnest; the first such call of each run finds it going away.
class CountingReviews final : public v1::ReviewService::Service {
 public:
  explicit CountingReviews(bool anonymous) : anonymous_(anonymous) {}

  std::vector<std::string> asked() {
    absl::MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  grpc::Status RequestReview(grpc::ServerContext*, const v1::RequestReviewRequest* request,
                             v1::RequestReviewResponse* response) override {
    absl::MutexLock lock(&mutex_);
    if (!request->validate_only()) {
      asked_.push_back(request->question() + " " + request->request_id());
      if (asked_.size() == 1) return {grpc::StatusCode::UNAVAILABLE, "going away"};
    }
    response->mutable_review()->set_could_be_asked(anonymous_ ? 6 : 2);
    response->mutable_review()->set_anonymous(anonymous_);
    return grpc::Status::OK;
  }

  const bool anonymous_;
  absl::Mutex mutex_;
  std::vector<std::string> asked_ ABSL_GUARDED_BY(mutex_);
};

class AskingAwayTest : public testing::Test {
 protected:
  // What the person leaves on the disk while there is no server.
  static std::string GivenAway() {
    model::Desk desk;
    model::Kept kept;
    kept.feed.cursor = {"e1", 1};
    desk.Restore(std::move(kept));
    model::InteractionReference reference;
    reference.interaction = kCall;
    desk.AskOnceKnown({reference, {kCall, "why?"}, true, "the-id"});
    return WriteKept(*desk.Keep());
  }

  // A run of the program from `text` on, with the server back, until nothing is on its way.
  void Run(const std::string& text, CountingReviews& reviews) {
    auto kept = ReadKept(text);
    ASSERT_TRUE(kept.ok()) << kept.status();
    desk_.Restore(*std::move(kept));
    FakeServer server;
    server.Add(&reviews);
    const auto loop = std::make_shared<ManualLoop>();
    Inbox inbox([] {});
    auto connection = Connection::Make({server.address(), "the-token", ""}, loop);
    ASSERT_TRUE(connection.ok()) << connection.status();
    {
      Courier courier(connection->get(), &inbox);
      Fetcher fetcher(connection->get(), &inbox,
                      [](const absl::Status& status) { ADD_FAILURE() << status; });
      fetcher.Want(desk_.WantedNow(now_));  // before there is a server
      loop->RunPosted();
      server.Start();
      loop->RunUntil([&] {
        loop->Advance(absl::Seconds(11));
        for (const model::FeedEvent& event : inbox.Drain()) {
          desk_.Apply(event, now_).IgnoreError();
        }
        for (model::Command& command : desk_.AsksToSend()) {
          desk_.mutable_hand().Give(command);
          courier.Bring(std::move(command));
        }
        fetcher.Want(desk_.WantedNow(now_));
        const model::AskLater* const ask = desk_.asks_later().Find(kCall);
        return ask == nullptr || model::WaitsForPerson(*ask);
      });
    }
    connection->reset();
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'750'000'000);
  model::Desk desk_;
};

TEST_F(AskingAwayTest, GoesOutByItselfUnderOneIdHoweverOftenItIsSent) {
  CountingReviews reviews(/*anonymous=*/true);
  Run(GivenAway(), reviews);
  EXPECT_THAT(reviews.asked(), ElementsAre("why? the-id", "why? the-id"));
  EXPECT_THAT(desk_.hand().commands(), IsEmpty());
}

TEST_F(AskingAwayTest, IsNotSentWhereItWouldNotStayAnonymous) {
  CountingReviews reviews(/*anonymous=*/false);
  Run(GivenAway(), reviews);
  EXPECT_THAT(reviews.asked(), IsEmpty());
  EXPECT_EQ(model::ViewOf(desk_, now_).reviews, 0) << "the server has not said that they are free";
  desk_.ReleaseHeld();
  EXPECT_EQ(model::ViewOf(desk_, now_).reviews, 1);
}

}  // namespace
}  // namespace aftercall::net
