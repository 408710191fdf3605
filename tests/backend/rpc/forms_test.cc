#include "aftercall/v1/form_service.grpc.pb.h"
#include "shared/forms/form_proto.h"
#include "tests/backend/rpc/served.h"
#include "tests/support/make_form.h"

// Forms as clients read and publish them.
namespace aftercall::rpc {
namespace {

using testing::SmallForm;

class FormsTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    forms_ = v1::FormService::NewStub(channel_);
  }

  absl::StatusOr<v1::PublishFormResponse> Publish(const forms::Form& form, const std::string& token,
                                                  bool validate_only = false,
                                                  const std::string& request_id = "") {
    v1::PublishFormRequest request;
    *request.mutable_form() = forms::ToProto(form);
    request.set_validate_only(validate_only);
    request.set_request_id(request_id);
    Call call(token);
    v1::PublishFormResponse response;
    const auto status = ToAbsl(forms_->PublishForm(&call, request, &response));
    if (!status.ok()) return status;
    return response;
  }

  absl::StatusOr<v1::EvaluationForm> Get(const std::string& name, int version,
                                         const std::string& token) {
    v1::GetFormRequest request;
    request.set_name(name);
    request.set_version(version);
    Call call(token);
    v1::GetFormResponse response;
    const auto status = ToAbsl(forms_->GetForm(&call, request, &response));
    if (!status.ok()) return status;
    return response.form();
  }

  std::unique_ptr<v1::FormService::Stub> forms_;
};

TEST_F(FormsTest, TheShippedFormIsServedToEverybody) {
  AddUser("Ann", v1::User::ROLE_AGENT, "7");
  Call call(TokenOf("Ann"));
  v1::ListFormsResponse response;
  ASSERT_TRUE(forms_->ListForms(&call, {}, &response).ok());
  ASSERT_EQ(response.forms_size(), 1);
  EXPECT_EQ(response.forms(0).name(), "forms/default");
  EXPECT_EQ(response.forms(0).version(), 1);
  EXPECT_EQ(response.forms(0).published_by(), "");
  EXPECT_TRUE(response.forms(0).has_published_at());
}

TEST_F(FormsTest, APublishedFormIsGivenBackByVersion) {
  const auto quality = AddUser("Quinn", v1::User::ROLE_QUALITY_ANALYST);
  const std::string token = TokenOf("Quinn");
  const auto first = Publish(SmallForm(), token);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->is_new());
  EXPECT_EQ(first->form().published_by(), quality.name());
  forms::Form next = SmallForm();
  next.title["en"] = "Smaller";
  EXPECT_EQ(Publish(next, token)->form().version(), 2);
  EXPECT_EQ(forms::FromProto(*Get("forms/small", 1, token)), SmallForm());
  EXPECT_EQ(forms::FromProto(*Get("forms/small", 0, token)), next);
  EXPECT_EQ(Get("forms/small", 3, token).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Get("small", 0, token).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Get("forms/small", -1, token).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(FormsTest, AskingOnlyPublishesNothing) {
  const auto asked = Publish(SmallForm(), admin_, /*validate_only=*/true, "once");
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_EQ(asked->form().version(), 1);
  EXPECT_TRUE(asked->is_new());
  EXPECT_EQ(Get("forms/small", 0, admin_).status().code(), absl::StatusCode::kNotFound);
  forms::Form bad = SmallForm();
  bad.languages.clear();
  EXPECT_EQ(ReasonOf(Publish(bad, admin_, true).status()), "LANGUAGE_INVALID");
}

TEST_F(FormsTest, ARequestThatIsSentAgainIsAnsweredAsBefore) {
  const auto first = Publish(SmallForm(), admin_, false, "once");
  ASSERT_TRUE(first.ok());
  forms::Form next = SmallForm();
  next.title["en"] = "Smaller";
  ASSERT_TRUE(Publish(next, admin_).ok());
  const auto again = Publish(SmallForm(), admin_, false, "once");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->form().version(), 1);
  EXPECT_TRUE(again->is_new());
  EXPECT_EQ(ReasonOf(Publish(next, admin_, false, "once").status()), "REQUEST_ID_REUSED");
}

TEST_F(FormsTest, AgentsAndLeadersDoNotPublish) {
  AddUser("Ann", v1::User::ROLE_AGENT);
  AddUser("Lee", v1::User::ROLE_TEAM_LEADER);
  for (const char* name : {"Ann", "Lee"}) {
    EXPECT_EQ(ReasonOf(Publish(SmallForm(), TokenOf(name)).status()), "ROLE_INSUFFICIENT");
    EXPECT_EQ(ReasonOf(Publish(SmallForm(), TokenOf(name), true).status()), "ROLE_INSUFFICIENT");
  }
  EXPECT_EQ(Publish(SmallForm(), "").status().code(), absl::StatusCode::kUnauthenticated);
}

}  // namespace
}  // namespace aftercall::rpc
