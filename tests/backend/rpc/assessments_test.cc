#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

// Self-assessments as clients see them: what is sealed is nowhere, what is private is nobody's.
namespace aftercall::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Service = v1::AssessmentService::Stub;

constexpr char kWords[] = "Nobody ever called me back.";

class AssessmentsTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    assessments_ = v1::AssessmentService::NewStub(channel_);
    AddUser("Ann", v1::User::ROLE_AGENT, "7");
    AddUser("Bob", v1::User::ROLE_AGENT, "8");
    AddTeam("Red", {AddUser("Lee", v1::User::ROLE_TEAM_LEADER).name()});
    Join("Ann", "Red");
    ann_ = TokenOf("Ann");
    Ingest({StarsRecord()});
    Sample(1'000'000);
  }

  template <typename Request, typename Response>
  absl::Status Do(grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*),
                  const std::string& token, const Request& request, Response* response = nullptr) {
    Call call(token);
    Response own;
    return ToAbsl((assessments_.get()->*method)(&call, request, response ? response : &own));
  }

  void Join(const std::string& user, const std::string& team) {
    Call get_call(admin_);
    v1::GetUserRequest get;
    get.set_name(user);
    v1::GetUserResponse got;
    ASSERT_TRUE(people_->GetUser(&get_call, get, &got).ok());
    v1::UpdateUserRequest update;
    update.mutable_user()->set_name(got.user().name());
    update.mutable_user()->set_main_team(team);
    update.mutable_update_mask()->add_paths("main_team");
    v1::UpdateUserResponse updated;
    Call call(admin_);
    ASSERT_TRUE(people_->UpdateUser(&call, update, &updated).ok());
  }

  void Sample(int64_t share_ppm) {
    v1::UpdateSamplingPolicyRequest request;
    request.mutable_policy()->set_share_ppm(share_ppm);
    request.mutable_policy()->set_most_per_shift(4);
    request.mutable_policy()->set_form("forms/default");
    const auto status = Do(&Service::UpdateSamplingPolicy, admin_, request);
    ASSERT_TRUE(status.ok()) << status;
  }

  // A call that Ann had a minute ago, with a bad answer: sealed.
  void SealedCall() {
    auto call = CallRecord("c1", "7");
    const int64_t now = absl::ToUnixSeconds(absl::Now());
    call.mutable_interaction()->mutable_started_at()->set_seconds(now - 300);
    call.mutable_interaction()->mutable_ended_at()->set_seconds(now - 60);
    auto answer = AnswerRecord("c1", "r1", 1, kWords);
    answer.mutable_response()->mutable_answered_at()->set_seconds(now - 30);
    Ingest({call, answer});
  }

  v1::ListSelfAssessmentsResponse List(const std::string& token) {
    v1::ListSelfAssessmentsResponse response;
    EXPECT_TRUE(Do(&Service::ListSelfAssessments, token, {}, &response).ok());
    return response;
  }

  absl::Status Commit(const std::string& token, const std::string& name,
                      const std::string& request_id = "",
                      v1::CommitSelfAssessmentResponse* response = nullptr) {
    v1::CommitSelfAssessmentRequest request;
    request.set_name(name);
    request.set_request_id(request_id);
    for (const char* element : {"need", "explanation", "outcome", "care"}) {
      auto* score = request.add_scores();
      score->set_element_id(element);
      score->set_score(4);
    }
    return Do(&Service::CommitSelfAssessment, token, request, response);
  }

  absl::Status OpenSeal(const std::string& token, const std::string& name,
                        const std::string& request_id = "") {
    Call call(token);
    v1::OpenSealRequest request;
    request.set_name(name);
    request.set_request_id(request_id);
    v1::OpenSealResponse response;
    return ToAbsl(interactions_->OpenSeal(&call, request, &response));
  }

  // Who opened what was sealed for Ann, and how often.
  std::map<std::string, int64_t> SealLooks() {
    Call call(ann_);
    v1::ListAccessesResponse accesses;
    EXPECT_TRUE(people_->ListAccesses(&call, {}, &accesses).ok());
    std::map<std::string, int64_t> looks;
    for (const auto& access : accesses.accesses()) {
      if (access.kind() == v1::Access::KIND_SEAL) {
        looks[access.reader_display_name()] = access.looks();
      }
    }
    return looks;
  }

  // All that a person's calls and feed tell of their interactions, as text.
  std::string AllThatIsToldTo(const std::string& token) {
    std::string told;
    Call list_call(token);
    v1::ListInteractionsRequest list;
    list.set_user("Ann");
    v1::ListInteractionsResponse listed;
    EXPECT_TRUE(interactions_->ListInteractions(&list_call, list, &listed).ok());
    told += listed.DebugString();
    for (const auto& interaction : listed.interactions()) {
      Call get_call(token);
      v1::GetInteractionRequest get;
      get.set_name(interaction.name());
      v1::GetInteractionResponse got;
      EXPECT_TRUE(interactions_->GetInteraction(&get_call, get, &got).ok());
      told += got.DebugString();
    }
    const auto summary = Summary(token, "Ann");
    EXPECT_TRUE(summary.ok()) << summary.status();
    if (summary.ok()) told += summary->DebugString();
    Watcher watcher(*feed_, token);
    EXPECT_TRUE(watcher.WaitUntilLive());
    EXPECT_TRUE(watcher.WaitFor([](const Watcher::Messages& messages) {
      for (const auto& message : messages) {
        if (message.has_standing()) return true;
      }
      return false;
    }));
    for (const auto& message : watcher.messages()) told += message.DebugString();
    return told;
  }

  std::unique_ptr<v1::AssessmentService::Stub> assessments_;
  std::string ann_;
};

TEST_F(AssessmentsTest, WhatIsSealedIsNowhereUntilItIsOpened) {
  SealedCall();
  for (const std::string& token : {ann_, TokenOf("Lee"), admin_}) {
    const std::string told = AllThatIsToldTo(token);
    EXPECT_THAT(told, Not(HasSubstr(kWords)));
    EXPECT_THAT(told, Not(HasSubstr("rating: 1")));
    EXPECT_THAT(told, HasSubstr("sealed: true"));
    EXPECT_EQ(Summary(token, "Ann")->responses(), 0);
  }
  const std::string sealed = AllThatIsToldTo(ann_);
  EXPECT_THAT(sealed, HasSubstr("verdict_sealed"));
  EXPECT_THAT(sealed, HasSubstr("state: STATE_OPEN"));
  const std::string name = List(ann_).self_assessments(0).name();
  ASSERT_TRUE(Commit(ann_, name).ok());
  const std::string opened = AllThatIsToldTo(ann_);
  EXPECT_THAT(opened, HasSubstr(kWords));
  EXPECT_THAT(opened, Not(HasSubstr("sealed: true")));
  EXPECT_EQ(Summary(ann_, "Ann")->responses(), 1);
}

TEST_F(AssessmentsTest, ALeaderOpensTheSealForAllButItsAgentAndTheCommitIsMarked) {
  SealedCall();
  const std::string lee = TokenOf("Lee");
  const auto one = List(ann_).self_assessments(0);
  const std::string call = one.reference().interaction();
  const std::string unopened = AllThatIsToldTo(lee);
  EXPECT_THAT(unopened, Not(HasSubstr("rating: 1")));
  EXPECT_THAT(unopened, Not(HasSubstr("seal_opened")));
  ASSERT_TRUE(OpenSeal(lee, call, "open").ok());
  EXPECT_TRUE(OpenSeal(lee, call, "open").ok()) << "sent again";
  EXPECT_EQ(SealLooks(), (std::map<std::string, int64_t>{{"Lee", 1}}));
  const std::string opened = AllThatIsToldTo(lee);
  EXPECT_THAT(opened, HasSubstr("rating: 1"));
  EXPECT_THAT(opened, HasSubstr(kWords));
  EXPECT_THAT(opened, HasSubstr("seal_opened: true"));
  EXPECT_EQ(Summary(lee, "Ann")->responses(), 0);
  const std::string of_admin = AllThatIsToldTo(admin_);
  EXPECT_THAT(of_admin, HasSubstr("rating: 1"));
  EXPECT_THAT(of_admin, Not(HasSubstr(kWords)));
  const std::string of_ann = AllThatIsToldTo(ann_);
  EXPECT_THAT(of_ann, Not(HasSubstr("rating: 1")));
  EXPECT_THAT(of_ann, Not(HasSubstr(kWords)));
  EXPECT_THAT(of_ann, HasSubstr("sealed: true"));
  ASSERT_TRUE(Commit(ann_, one.name()).ok());
  v1::GetSelfAssessmentRequest get;
  get.set_name(one.name());
  v1::GetSelfAssessmentResponse kept;
  ASSERT_TRUE(Do(&Service::GetSelfAssessment, ann_, get, &kept).ok());
  EXPECT_TRUE(kept.self_assessment().leader_opened());
  EXPECT_TRUE(kept.self_assessment().seen_first());
  const std::string afterwards = AllThatIsToldTo(lee);
  EXPECT_THAT(afterwards, Not(HasSubstr("seal")));
  EXPECT_EQ(ReasonOf(OpenSeal(lee, call)), "NOT_SEALED");
}

TEST_F(AssessmentsTest, OnlyThoseWhoLeadTheAgentOrLookAfterQualityOpenASeal) {
  SealedCall();
  AddTeam("Blue", {AddUser("Kim", v1::User::ROLE_TEAM_LEADER).name()});
  AddUser("Quinn", v1::User::ROLE_QUALITY_ANALYST);
  AddUser("Olga", v1::User::ROLE_OPERATIONS_MANAGER);
  AddUser("Ada", v1::User::ROLE_ADAPTER);
  const std::string call = List(ann_).self_assessments(0).reference().interaction();
  EXPECT_EQ(ReasonOf(OpenSeal(ann_, call)), "SEAL_OWN");
  EXPECT_EQ(OpenSeal(ann_, call).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(OpenSeal(admin_, call)), "ROLE_INSUFFICIENT");
  EXPECT_EQ(ReasonOf(OpenSeal(TokenOf("Ada"), call)), "ROLE_INSUFFICIENT");
  for (const char* other : {"Kim", "Bob"}) {
    EXPECT_EQ(OpenSeal(TokenOf(other), call).code(), absl::StatusCode::kNotFound) << other;
  }
  const std::string lee = TokenOf("Lee");
  for (const char* bad : {"", "interactions/", "users/me", "c1"}) {
    EXPECT_EQ(OpenSeal(lee, bad).code(), absl::StatusCode::kInvalidArgument) << bad;
  }
  EXPECT_EQ(OpenSeal(lee, "interactions/0000000000001").code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(SealLooks(), ::testing::IsEmpty());
  EXPECT_THAT(AllThatIsToldTo(lee), Not(HasSubstr("rating: 1")));
  EXPECT_TRUE(OpenSeal(TokenOf("Quinn"), call).ok());
  EXPECT_TRUE(OpenSeal(TokenOf("Olga"), call).ok());
  EXPECT_EQ(SealLooks(), (std::map<std::string, int64_t>{{"Olga", 1}, {"Quinn", 1}}));
}

TEST_F(AssessmentsTest, OpeningReachesEveryPlaceWhereTheFeedIsWatched) {
  SealedCall();
  Watcher desk(*feed_, ann_), phone(*feed_, ann_);
  ASSERT_TRUE(desk.WaitUntilLive());
  ASSERT_TRUE(phone.WaitUntilLive());
  const std::string name = List(ann_).self_assessments(0).name();
  v1::RevealSelfAssessmentRequest request;
  request.set_name(name);
  ASSERT_TRUE(Do(&Service::RevealSelfAssessment, ann_, request).ok());
  for (Watcher* place : {&desk, &phone}) {
    ASSERT_TRUE(place->WaitForEntries(2));
    const auto entries = place->entries();
    EXPECT_EQ(entries[0].self_assessment().state(), v1::SelfAssessment::STATE_REVEALED);
    EXPECT_EQ(entries[0].self_assessment().name(), name);
    EXPECT_EQ(entries[1].verdict().rating(), 1);
  }
}

TEST_F(AssessmentsTest, NobodyReadsOrMovesAnothers) {
  SealedCall();
  const std::string name = List(ann_).self_assessments(0).name();
  const std::string interaction = List(ann_).self_assessments(0).reference().interaction();
  for (const char* other : {"Bob", "Lee"}) {
    const std::string token = TokenOf(other);
    EXPECT_EQ(List(token).self_assessments_size(), 0);
    v1::GetSelfAssessmentRequest get;
    get.set_name(name);
    EXPECT_EQ(Do(&Service::GetSelfAssessment, token, get).code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(Commit(token, name).code(), absl::StatusCode::kNotFound);
    v1::SkipSelfAssessmentRequest skip;
    skip.set_name(name);
    EXPECT_EQ(Do(&Service::SkipSelfAssessment, token, skip).code(), absl::StatusCode::kNotFound);
    // By guessing a name of one's own.
    get.set_name("users/me/" + name.substr(name.find("selfAssessments")));
    EXPECT_EQ(Do(&Service::GetSelfAssessment, token, get).code(), absl::StatusCode::kNotFound);
    v1::RequestSelfAssessmentRequest ask;
    ask.set_interaction(interaction);
    EXPECT_EQ(Do(&Service::RequestSelfAssessment, token, ask).code(), absl::StatusCode::kNotFound);
  }
  v1::GetSelfAssessmentRequest get;
  get.set_name(name);
  EXPECT_EQ(Do(&Service::GetSelfAssessment, admin_, get).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Do(&Service::GetSelfAssessment, "", get).code(), absl::StatusCode::kUnauthenticated);
  EXPECT_TRUE(Do(&Service::GetSelfAssessment, ann_, get).ok());
}

TEST_F(AssessmentsTest, WhatIsSharedIsReadOnceItIsCommittedAndItsAuthorSeesWhoDid) {
  SealedCall();
  const std::string name = List(ann_).self_assessments(0).name();
  v1::ShareSelfAssessmentRequest share;
  share.set_name(name);
  EXPECT_EQ(Do(&Service::ShareSelfAssessment, ann_, share).code(),
            absl::StatusCode::kInvalidArgument);
  share.set_leaders(true);
  ASSERT_TRUE(Do(&Service::ShareSelfAssessment, ann_, share).ok());
  v1::GetSelfAssessmentRequest get;
  get.set_name(name);
  v1::ListSelfAssessmentsRequest shared;
  shared.set_shared_with_me(true);
  const std::string lee = TokenOf("Lee"), bob = TokenOf("Bob");
  // Not before the commit.
  EXPECT_EQ(Do(&Service::GetSelfAssessment, lee, get).code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(Commit(ann_, name).ok());
  v1::GetSelfAssessmentResponse got;
  ASSERT_TRUE(Do(&Service::GetSelfAssessment, lee, get, &got).ok());
  EXPECT_EQ(got.self_assessment().scores_size(), 4);
  EXPECT_EQ(got.self_assessment().agent_display_name(), "Ann");
  EXPECT_EQ(got.self_assessment().shares_size(), 0) << "with whom else is Ann's to know";
  v1::ListSelfAssessmentsResponse listed;
  ASSERT_TRUE(Do(&Service::ListSelfAssessments, lee, shared, &listed).ok());
  ASSERT_EQ(listed.self_assessments_size(), 1);
  EXPECT_EQ(listed.self_assessments(0).name(), name);
  EXPECT_EQ(Do(&Service::GetSelfAssessment, bob, get).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Do(&Service::GetSelfAssessment, admin_, get).code(), absl::StatusCode::kNotFound);
  share.set_user("Bob");
  ASSERT_TRUE(Do(&Service::ShareSelfAssessment, ann_, share).ok());
  EXPECT_TRUE(Do(&Service::GetSelfAssessment, bob, get).ok());
  // Reading is all.
  EXPECT_EQ(Commit(bob, name).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Do(&Service::ShareSelfAssessment, bob, share).code(), absl::StatusCode::kNotFound);
  Call call(ann_);
  v1::ListAccessesResponse accesses;
  ASSERT_TRUE(people_->ListAccesses(&call, {}, &accesses).ok());
  std::map<std::string, int64_t> looks;
  for (const auto& access : accesses.accesses()) {
    EXPECT_EQ(access.kind(), v1::Access::KIND_SELF_ASSESSMENT);
    looks[access.reader_display_name()] = access.looks();
  }
  EXPECT_EQ(looks, (std::map<std::string, int64_t>{{"Bob", 1}, {"Lee", 2}}));
}

TEST_F(AssessmentsTest, WhatIsTakenBackIsReadNoMoreAndStaysOnRecord) {
  SealedCall();
  const std::string name = List(ann_).self_assessments(0).name();
  ASSERT_TRUE(Commit(ann_, name).ok());
  v1::ShareSelfAssessmentRequest share;
  share.set_name(name);
  share.set_user("Bob");
  ASSERT_TRUE(Do(&Service::ShareSelfAssessment, ann_, share).ok());
  v1::UnshareSelfAssessmentRequest unshare;
  unshare.set_name(name);
  unshare.set_leaders(true);
  EXPECT_EQ(ReasonOf(Do(&Service::UnshareSelfAssessment, ann_, unshare)), "NOT_SHARED");
  unshare.set_user("Bob");
  unshare.set_request_id("back");
  ASSERT_TRUE(Do(&Service::UnshareSelfAssessment, ann_, unshare).ok());
  EXPECT_TRUE(Do(&Service::UnshareSelfAssessment, ann_, unshare).ok()) << "sent again";
  v1::GetSelfAssessmentRequest get;
  get.set_name(name);
  EXPECT_EQ(Do(&Service::GetSelfAssessment, TokenOf("Bob"), get).code(),
            absl::StatusCode::kNotFound);
  v1::GetSelfAssessmentResponse got;
  ASSERT_TRUE(Do(&Service::GetSelfAssessment, ann_, get, &got).ok());
  ASSERT_EQ(got.self_assessment().shares_size(), 1);
  EXPECT_EQ(got.self_assessment().shares(0).display_name(), "Bob");
  EXPECT_TRUE(got.self_assessment().shares(0).has_withdrawn_at());
}

TEST_F(AssessmentsTest, ACommitIsDoneOnceHoweverOftenItIsSent) {
  SealedCall();
  const std::string name = List(ann_).self_assessments(0).name();
  v1::CommitSelfAssessmentResponse first, again;
  ASSERT_TRUE(Commit(ann_, name, "once", &first).ok());
  EXPECT_EQ(first.self_assessment().scores_size(), 4);
  EXPECT_TRUE(Commit(ann_, name, "once", &again).ok());
  EXPECT_EQ(again.DebugString(), first.DebugString());
  EXPECT_EQ(ReasonOf(Commit(ann_, name, "twice")), "SELF_ASSESSMENT_STATE");
  v1::GetSelfAssessmentRequest get;
  get.set_name(name);
  v1::GetSelfAssessmentResponse response;
  ASSERT_TRUE(Do(&Service::GetSelfAssessment, ann_, get, &response).ok());
  const auto& kept = response.self_assessment();
  EXPECT_EQ(kept.state(), v1::SelfAssessment::STATE_COMMITTED);
  EXPECT_EQ(kept.scores_size(), 4);
  EXPECT_EQ(kept.reference().interaction_external_id(), "c1");
  EXPECT_FALSE(kept.seen_first());
}

TEST_F(AssessmentsTest, WhatIsWrongIsNamed) {
  SealedCall();
  const std::string name = List(ann_).self_assessments(0).name();
  v1::CommitSelfAssessmentRequest request;
  request.set_name(name);
  request.add_scores()->set_element_id("need");
  EXPECT_THAT(Do(&Service::CommitSelfAssessment, ann_, request).message(),
              HasSubstr("has a score, or does not apply"));
  request.mutable_scores(0)->set_score(9);
  EXPECT_THAT(Do(&Service::CommitSelfAssessment, ann_, request).message(),
              HasSubstr("scale 1 to 5"));
  *request.add_scores() = request.scores(0);
  EXPECT_THAT(Do(&Service::CommitSelfAssessment, ann_, request).message(), HasSubstr("once"));
  v1::GetSelfAssessmentRequest get;
  for (const char* bad :
       {"", "users/me", "users/me/selfAssessments/", "users/me/selfAssessments/x/y",
        "teams/me/selfAssessments/00000000000001", "interactions/1"}) {
    get.set_name(bad);
    EXPECT_EQ(Do(&Service::GetSelfAssessment, ann_, get).code(), absl::StatusCode::kInvalidArgument)
        << bad;
  }
  v1::SnoozeSelfAssessmentRequest snooze;
  snooze.set_name(name);
  EXPECT_EQ(ReasonOf(Do(&Service::SnoozeSelfAssessment, ann_, snooze)), "SNOOZE_INVALID");
}

TEST_F(AssessmentsTest, ListsGoOverPages) {
  for (int i = 0; i < 5; ++i) Ingest({CallRecord(absl::StrCat("old", i), "7")});
  Call call(ann_);
  v1::ListInteractionsRequest list;
  list.set_user("users/me");
  v1::ListInteractionsResponse listed;
  ASSERT_TRUE(interactions_->ListInteractions(&call, list, &listed).ok());
  for (const auto& interaction : listed.interactions()) {
    v1::RequestSelfAssessmentRequest ask;
    ask.set_interaction(interaction.name());
    ASSERT_TRUE(Do(&Service::RequestSelfAssessment, ann_, ask).ok());
  }
  std::set<std::string> names;
  v1::ListSelfAssessmentsRequest request;
  request.set_page_size(2);
  int pages = 0;
  do {
    v1::ListSelfAssessmentsResponse response;
    ASSERT_TRUE(Do(&Service::ListSelfAssessments, ann_, request, &response).ok());
    for (const auto& one : response.self_assessments()) names.insert(one.name());
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty() && pages < 10);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(names.size(), 5u);
  request.set_page_token("x");
  EXPECT_EQ(Do(&Service::ListSelfAssessments, ann_, request).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(AssessmentsTest, ThePolicyIsForAllToReadAndForFewToChange) {
  v1::GetSamplingPolicyResponse response;
  ASSERT_TRUE(Do(&Service::GetSamplingPolicy, ann_, {}, &response).ok());
  EXPECT_EQ(response.policy().share_ppm(), 1'000'000);
  EXPECT_EQ(response.policy().form(), "forms/default");
  v1::UpdateSamplingPolicyRequest request;
  *request.mutable_policy() = response.policy();
  for (const char* name : {"Ann", "Lee"}) {
    EXPECT_EQ(ReasonOf(Do(&Service::UpdateSamplingPolicy, TokenOf(name), request)),
              "ROLE_INSUFFICIENT");
  }
  request.mutable_policy()->set_form("forms/none");
  EXPECT_EQ(ReasonOf(Do(&Service::UpdateSamplingPolicy, admin_, request)), "FORM_UNKNOWN");
}

}  // namespace
}  // namespace aftercall::rpc
