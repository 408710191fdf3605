#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"
#include "tests/support/make_form.h"

// Evaluation forms.
namespace aftercall::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::SmallForm;

domain::PublishedForm Version(int version, absl::Time when) {
  domain::PublishedForm form{SmallForm(), version, when, {7}};
  form.form.title["en"] = absl::StrCat("Version ", version);
  return form;
}

TEST_P(StoreContract, AFormComesBackAsPublishedAndKeepsItsVersions) {
  EXPECT_THAT(Value(reader_->ListForms()), IsEmpty());
  const auto first = Version(1, testing::At(9)), second = Version(2, testing::At(10));
  auto other = Version(1, testing::At(11));
  other.form.id = "another";
  other.form.languages = {"zh"};
  other.published_by = {};
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindForm("small", 0)));
    auto status = t.InsertForm(first);
    EXPECT_EQ(Value(t.FindForm("small", 0)), first);
    if (status.ok()) status = t.InsertForm(second);
    if (status.ok()) status = t.InsertForm(other);
    EXPECT_THAT(Value(t.ListFormIds()), ElementsAre("another", "small"));
    return status;
  });
  EXPECT_EQ(Value(reader_->FindForm("small", 0)), second);
  EXPECT_EQ(Value(reader_->FindForm("small", 1)), first);
  EXPECT_FALSE(Value(reader_->FindForm("small", 3)));
  EXPECT_FALSE(Value(reader_->FindForm("smaller", 0)));
  EXPECT_THAT(Value(reader_->ListForms()), ElementsAre(other, second));
}

TEST_P(StoreContract, AVersionOfAFormIsWrittenOnce) {
  Write([&](Transaction& t) { return t.InsertForm(Version(1, t.Now())); });
  EXPECT_FALSE(testing::Run(*store_, [&](Transaction& t) {
                 return t.InsertForm(Version(1, t.Now()));
               }).ok());
  EXPECT_EQ(Value(reader_->ListForms()).size(), 1u);
}

}  // namespace
}  // namespace aftercall::store
