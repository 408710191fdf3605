#include "client/model/ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "client/model/moments.h"
#include "shared/forms/default_form.h"

namespace aftercall::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(MomentLine, TakesWhatPeopleWrite) {
  const auto moments = [](absl::string_view line) { return MomentsIn(line).moments; };
  EXPECT_THAT(moments("0:12 3:05"), ElementsAre(absl::Seconds(12), absl::Seconds(185)));
  EXPECT_THAT(moments(" 0:12,3:05;1:02:03\n"),
              ElementsAre(absl::Seconds(12), absl::Seconds(185), absl::Seconds(3723)));
  EXPECT_THAT(moments("0：12，3：05、0:12"), ElementsAre(absl::Seconds(12), absl::Seconds(185)))
      << "wide signs of an input method; each once";
  EXPECT_THAT(moments(""), IsEmpty());
}

TEST(MomentLine, NamesTheFirstWordThatIsNone) {
  EXPECT_EQ(MomentsIn("0:12 later 9").not_one, "later");
  for (const char* word : {"12", "0:60", "1:2", "-1:00", "25:00:00", "1:02:03:04", ":12"}) {
    EXPECT_EQ(MomentsIn(word).not_one, word);
  }
}

TEST(Names, AreTakenApartAtCommas) {
  EXPECT_THAT(NamesIn("Li Lei, Han Meimei,,Li Lei\n王芳，李娜、 赵敏；"),
              ElementsAre("Li Lei", "Han Meimei", "王芳", "李娜", "赵敏"));
  EXPECT_THAT(NamesIn(" , "), IsEmpty());
}

TEST(Asked, IsWhatIsWritten) {
  const auto form = forms::DefaultForm();
  ASSERT_TRUE(form.ok());
  const Draft draft{{}, " why? ", {{"need", "gone"}, "0:12", "Bob"}};
  const Asked asked = AskedIn("interactions/a", draft, &*form);
  EXPECT_EQ(asked.request,
            (RequestReview{"interactions/a", "why?", {"need"}, {absl::Seconds(12)}, {"Bob"}}));
  EXPECT_TRUE(asked.can_be_sent());
  EXPECT_THAT(AskedIn("interactions/a", draft, nullptr).request.elements, SizeIs(2));
}

TEST(Asked, IsNotSentWithWhatTheServerWouldRefuse) {
  const auto asked = [](const AskDraft& ask) { return AskedIn("i", {{}, "", ask}, nullptr); };
  EXPECT_FALSE(asked({{}, "0:12 soon", ""}).can_be_sent());
  std::string moments, names;
  for (int i = 0; i < 12; ++i) absl::StrAppend(&moments, i, ":00 ");
  for (int i = 0; i < 20; ++i) absl::StrAppend(&names, "N", i, ",");
  EXPECT_TRUE(asked({{}, moments, names}).can_be_sent());
  EXPECT_TRUE(asked({{}, moments + "12:00", ""}).too_many_moments);
  EXPECT_TRUE(asked({{}, "", names + "N20"}).too_many_names);
}

}  // namespace
}  // namespace aftercall::model
