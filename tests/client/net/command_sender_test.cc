#include "client/net/command_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <variant>

#include "absl/time/clock.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

namespace aftercall::net {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Sender : public testing::Test {
 protected:
  void SetUp() override {
    auto connection = Connection::Make({server_.address(), "the-token", ""}, loop_);
    ASSERT_TRUE(connection.ok()) << connection.status();
    connection_ = *std::move(connection);
    sender_.emplace(connection_.get(), &inbox_,
                    [this](const absl::Status& status) { refused_.push_back(status.code()); });
  }

  void TearDown() override {
    sender_.reset();
    connection_.reset();
  }

  void RunUntilTold(size_t times) {
    loop_->RunUntil([&] {
      loop_->Advance(absl::Seconds(11));
      for (const model::FeedEvent& event : inbox_.Drain()) {
        told_.push_back(std::get<model::SeenTold>(event.payload).seen_position);
      }
      return told_.size() >= times;
    });
  }

  std::atomic<bool> answer_ =
      false;  // scripts wait for it; they may outlive a test's own variables
  std::shared_ptr<ManualLoop> loop_ = std::make_shared<ManualLoop>();
  FakeServer server_;
  Inbox inbox_{[] {}};
  std::unique_ptr<Connection> connection_;
  std::optional<CommandSender> sender_;
  std::vector<int64_t> told_;
  std::vector<absl::StatusCode> refused_;
};

TEST_F(Sender, TellsWhatHasBeenSeenAsThePersonOfTheToken) {
  server_.Start();
  sender_->MarkSeen(12);
  RunUntilTold(1);
  EXPECT_THAT(told_, ElementsAre(12));
  ASSERT_EQ(server_.marked().size(), 1u);
  EXPECT_EQ(server_.marked()[0].feed(), "users/me/feed");
  EXPECT_EQ(server_.marked()[0].position(), 12);
  EXPECT_EQ(server_.marked()[0].request_id().size(), 36u);
  EXPECT_EQ(server_.authorizations()[0], "Bearer the-token");
}

TEST_F(Sender, TriesWithTheSameIdUntilItIsAnswered) {
  server_.SetSeenScript([](const v1::MarkFeedSeenRequest&, int call) {
    if (call == 0) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "going away");
    if (call == 1) return grpc::Status(grpc::StatusCode::INTERNAL, "oh");
    return grpc::Status::OK;
  });
  sender_->MarkSeen(12);  // before there is a server
  loop_->RunPosted();
  server_.Start();
  RunUntilTold(1);
  const auto marked = server_.marked();
  ASSERT_EQ(marked.size(), 3u);
  EXPECT_EQ(marked[1].request_id(), marked[0].request_id());
  EXPECT_EQ(marked[2].request_id(), marked[0].request_id());
  EXPECT_THAT(refused_, IsEmpty());
}

TEST_F(Sender, GivesEveryCommandAnIdOfItsOwn) {
  server_.Start();
  sender_->MarkSeen(1);
  RunUntilTold(1);
  sender_->MarkSeen(2);
  RunUntilTold(2);
  EXPECT_NE(server_.marked()[0].request_id(), server_.marked()[1].request_id());
}

TEST_F(Sender, SendsOfThoseThatWaitOnlyTheLast) {
  server_.SetSeenScript([this](const v1::MarkFeedSeenRequest&, int) {
    while (!answer_) absl::SleepFor(absl::Milliseconds(1));
    return grpc::Status::OK;
  });
  server_.Start();
  sender_->MarkSeen(1);
  loop_->RunUntil([&] { return server_.marked().size() == 1; });
  for (int64_t position = 2; position <= 9; ++position) sender_->MarkSeen(position);
  sender_->MarkSeen(9);
  loop_->RunPosted();
  answer_ = true;
  RunUntilTold(2);
  EXPECT_THAT(told_, ElementsAre(1, 9));
}

TEST_F(Sender, DoesNotSendAgainWhatIsUnderWay) {
  server_.SetSeenScript([this](const v1::MarkFeedSeenRequest&, int) {
    while (!answer_) absl::SleepFor(absl::Milliseconds(1));
    return grpc::Status::OK;
  });
  server_.Start();
  for (int frame = 0; frame < 100; ++frame) sender_->MarkSeen(5);
  loop_->RunUntil([&] { return server_.marked().size() == 1; });
  answer_ = true;
  RunUntilTold(1);
  EXPECT_EQ(server_.marked().size(), 1u);
}

TEST_F(Sender, GivesUpWhatIsRefusedAndGoesOnWithTheNext) {
  server_.SetSeenScript([](const v1::MarkFeedSeenRequest& request, int) {
    return request.position() == 99 ? grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "no such")
                                    : grpc::Status::OK;
  });
  server_.Start();
  sender_->MarkSeen(99);
  loop_->RunUntil([&] { return !refused_.empty(); });
  sender_->MarkSeen(99);  // with the next frame
  sender_->MarkSeen(3);   // a feed that began anew has lower positions
  RunUntilTold(1);
  EXPECT_THAT(refused_, ElementsAre(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(told_, ElementsAre(3));
  EXPECT_EQ(server_.marked().size(), 2u);
}

TEST_F(Sender, CanGoWhileACommandIsUnderWay) {
  server_.SetSeenScript([this](const v1::MarkFeedSeenRequest&, int) {
    while (!answer_) absl::SleepFor(absl::Milliseconds(1));
    return grpc::Status::OK;
  });
  server_.Start();
  sender_->MarkSeen(1);
  loop_->RunUntil([&] { return server_.marked().size() == 1; });
  const absl::Time before = absl::Now();
  sender_.reset();
  connection_.reset();
  // It has been cancelled; uncancelled it would have gone on to its deadline, ten seconds away.
  EXPECT_LT(absl::Now() - before, absl::Seconds(9));
  answer_ = true;
}

}  // namespace
}  // namespace aftercall::net
