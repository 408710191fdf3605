#include "aftercall/v1/kudos_service.grpc.pb.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

namespace aftercall::rpc {
namespace {

class KudosTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    kudos_ = v1::KudosService::NewStub(channel_);
    AddUser("Ann", v1::User::ROLE_AGENT, "1");
    AddUser("Bob", v1::User::ROLE_AGENT, "2");
  }
  absl::StatusOr<v1::Kudos> Give(const std::string& token, const std::string& to,
                                 const std::string& words, const std::string& request_id = "") {
    v1::GiveKudosRequest request;
    request.set_user(to);
    request.set_words(words);
    request.set_request_id(request_id);
    v1::GiveKudosResponse response;
    Call call(token);
    const auto status = ToAbsl(kudos_->GiveKudos(&call, request, &response));
    if (!status.ok()) return status;
    return response.kudos();
  }
  v1::ListKudosResponse List(const std::string& token, int page_size = 0,
                             const std::string& page_token = "") {
    v1::ListKudosRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    v1::ListKudosResponse response;
    Call call(token);
    EXPECT_TRUE(kudos_->ListKudos(&call, request, &response).ok());
    return response;
  }

  std::unique_ptr<v1::KudosService::Stub> kudos_;
};

TEST_F(KudosTest, ReachTheFeedAndTheListOfWhomTheyAreFor) {
  const std::string ann = TokenOf("Ann"), bob = TokenOf("Bob");
  const auto given = Give(ann, "Bob", "Calm all along");
  ASSERT_TRUE(given.ok()) << given.status();
  EXPECT_EQ(given->giver_display_name(), "Ann");
  Watcher watcher(*feed_, bob);
  ASSERT_TRUE(watcher.WaitUntilLive());
  ASSERT_EQ(watcher.snapshot().size(), 1u);
  const auto told = watcher.snapshot()[0];
  EXPECT_EQ(told.kudos().name(), given->name());
  EXPECT_EQ(told.kudos().giver_display_name(), "Ann");
  EXPECT_EQ(told.kudos().words(), "Calm all along");
  EXPECT_TRUE(told.has_created_at());
  ASSERT_TRUE(Give(admin_, "Bob", "").ok());
  const auto page = List(bob, 1);
  ASSERT_EQ(page.kudos_size(), 1);
  EXPECT_EQ(page.kudos(0).words(), "");
  const auto next = List(bob, 1, page.next_page_token());
  ASSERT_EQ(next.kudos_size(), 1);
  EXPECT_EQ(next.kudos(0).name(), given->name());
  EXPECT_TRUE(next.kudos(0).has_given_at());
  EXPECT_EQ(next.next_page_token(), "");
  EXPECT_EQ(List(ann).kudos_size(), 0);
}

TEST_F(KudosTest, AreGivenOnceHoweverOftenTheyAreSent) {
  const std::string ann = TokenOf("Ann");
  EXPECT_EQ(Give(ann, "Bob", "", "once")->name(), Give(ann, "Bob", "", "once")->name());
  EXPECT_EQ(ReasonOf(Give(ann, "Bob", "", "twice").status()), "KUDOS_GIVEN_TODAY");
  EXPECT_EQ(List(TokenOf("Bob")).kudos_size(), 1);
}

TEST_F(KudosTest, ComeFromPeopleToOthersWhoAreKnown) {
  EXPECT_EQ(ReasonOf(Give(TokenOf("Ann"), "users/me", "").status()), "KUDOS_TO_ONESELF");
  EXPECT_EQ(Give(TokenOf("Ann"), "Nobody", "").status().code(), absl::StatusCode::kNotFound);
  AddUser("Adapter", v1::User::ROLE_ADAPTER);
  EXPECT_EQ(Give(TokenOf("Adapter"), "Bob", "").status().code(),
            absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace aftercall::rpc
