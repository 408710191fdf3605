#include "backend/domain/reviewable.h"

#include <gmock/gmock.h>

#include "backend/domain/routing.h"
#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

using ::testing::HasSubstr;

const std::vector<std::string> kHosts = {"rec.example.com"};

std::string WhyNot(const std::string& recording, const std::string& text = "") {
  Interaction call = testing::CallOf("c1", "7");
  call.recording_uri = recording;
  call.text = text;
  const auto problem = WhyNotReviewable(call, kHosts);
  return problem ? problem->reason : "";
}

TEST(Reviewable, WantsATextOrARecordingOnAnAllowedHost) {
  EXPECT_EQ(WhyNot("", "Hello."), "");
  EXPECT_EQ(WhyNot("https://rec.example.com/7.wav"), "");
  EXPECT_EQ(WhyNot("http://REC.example.com:8080/7.wav"), "");
  EXPECT_EQ(WhyNot(""), "REVIEW_NOTHING_TO_SHOW");
  EXPECT_EQ(WhyNot("https://elsewhere.example/7.wav"), "REVIEW_RECORDING_ELSEWHERE");
  EXPECT_EQ(WhyNot("https://elsewhere.example/7.wav", "Hello."), "");
}

TEST(Reviewable, IsNotFooledByWhatOnlyLooksLikeAnAllowedHost) {
  for (const char* link :
       {"https://rec.example.com@evil.example/7", "https://rec.example.com:x@evil.example/",
        "https://rec.example.com.evil.example/", "https://evil.example/rec.example.com",
        "https://rec.example.com\\@evil.example/", "ftp://rec.example.com/7",
        "javascript://rec.example.com/%0aalert(1)", "//rec.example.com/7", "rec.example.com/7",
        "https://", "https:///rec.example.com", " https://rec.example.com/",
        "https://rec.example.com%2eevil.example/", "file:///rec.example.com/7"}) {
    EXPECT_EQ(WhyNot(link), "REVIEW_RECORDING_ELSEWHERE") << link;
  }
}

TEST(Reviewable, NamesTheHost) {
  Interaction call = testing::CallOf("c1", "7");
  call.recording_uri = "https://elsewhere.example/7.wav";
  EXPECT_THAT(WhyNotReviewable(call, kHosts)->description, HasSubstr("elsewhere.example"));
}

TEST(Reviewable, NamesAreTakenOut) {
  EXPECT_EQ(WithoutNames("Ann here. 我是安妮。Anne?", {"Ann", "安妮", ""}), "… here. 我是…。…e?");
}

TEST(Reviewable, ALongCallTakesLongerButNeverMoreThanAShiftAllows) {
  Interaction call = testing::CallOf("c1", "7");  // ten minutes
  EXPECT_EQ(ReviewMinutes(call), 15);
  call.talk = absl::Hours(3);
  EXPECT_EQ(ReviewMinutes(call), kMostReviewMinutes);
  call.talk = call.hold = absl::ZeroDuration();
  EXPECT_EQ(ReviewMinutes(call), 5);
}

}  // namespace
}  // namespace aftercall::domain
