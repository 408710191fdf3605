#include "client/ui/soft_wrap.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

class SoftWrap : public testing::Test {
 protected:
  SoftWrap() : harness_(400, 100) {
    harness_.Frame([this] {
      harness_.type().drawable(Style::kRegular, "abcdefghijklmnopqrstuvwxyz 慢一点说你好");
    });
  }

  ImFont& font() const { return harness_.type().font(Style::kRegular); }
  Wrapped Of(const std::string& text, float width = 60) const { return Wrap(font(), text, width); }

  ViewHarness harness_;
};

TEST_F(SoftWrap, PutsLineEndsWhereALineIsFull) {
  const Wrapped wrapped = Of("one two three four");
  EXPECT_GE(wrapped.breaks.size(), 1u);
  std::string without = wrapped.shown;
  for (size_t i = wrapped.breaks.size(); i-- > 0;) without.erase(wrapped.breaks[i], 1);
  EXPECT_EQ(without, "one two three four");
}

TEST_F(SoftWrap, LineEndsOfThePersonStay) {
  const Wrapped wrapped = Of("a\n\nb", 400);
  EXPECT_EQ(wrapped.shown, "a\n\nb");
  EXPECT_TRUE(wrapped.breaks.empty());
}

TEST_F(SoftWrap, PositionsGoThereAndBack) {
  const Wrapped wrapped = Of("慢一点说你好慢一点说你好 abc def");
  ASSERT_FALSE(wrapped.breaks.empty());
  for (size_t at = 0; at <= wrapped.text.size(); ++at) {
    EXPECT_EQ(wrapped.ToText(wrapped.ToShown(at)), at) << at;
  }
}

TEST_F(SoftWrap, BackspaceAtTheBeginningOfALineTakesTheCharacterBeforeIt) {
  const Wrapped wrapped = Of("one two three");
  ASSERT_FALSE(wrapped.breaks.empty());
  const size_t at = wrapped.breaks[0];
  std::string edited = wrapped.shown;
  edited.erase(at, 1);
  const Edited result = TakeBack(wrapped, edited, at, /*forward=*/false);
  std::string expected = wrapped.text;
  expected.erase(at - 1, 1);
  EXPECT_EQ(result.text, expected);
  EXPECT_EQ(result.cursor, at - 1);
}

TEST_F(SoftWrap, DeleteAtTheEndOfALineTakesTheWholeCharacterBehindIt) {
  const Wrapped wrapped = Of("慢一点说你好");
  ASSERT_FALSE(wrapped.breaks.empty());
  const size_t at = wrapped.breaks[0];
  std::string edited = wrapped.shown;
  edited.erase(at, 1);
  const Edited result = TakeBack(wrapped, edited, at, /*forward=*/true);
  std::string expected = wrapped.text;
  expected.erase(at, 3);
  EXPECT_EQ(result.text, expected);
  EXPECT_EQ(result.cursor, at);
}

// Random edits, as a field makes them in what it shows, give the text that the same edit gives.
TEST_F(SoftWrap, AnyEditMeansTheSameInTheText) {
  std::mt19937 random(7);
  const std::string inserted[] = {"x", " ", "\n", "慢", "three words more", ""};
  for (int run = 0; run < 3000; ++run) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += inserted[random() % 5];
    const Wrapped wrapped = Of(text, 50 + static_cast<float>(random() % 80));
    // From one position of the text to another, never through a character.
    const auto boundary = [&](size_t at) {
      while (at > 0 && at < text.size() && (text[at] & 0xC0) == 0x80) --at;
      return at;
    };
    size_t from = boundary(random() % (text.size() + 1));
    size_t to = boundary(random() % (text.size() + 1));
    if (from > to) std::swap(from, to);
    const std::string& more = inserted[random() % 6];
    std::string expected = text;
    expected.replace(from, to - from, more);
    if (expected == text) continue;
    const size_t shown_from = wrapped.ToShown(from), shown_to = wrapped.ToShown(to);
    std::string edited = wrapped.shown;
    edited.replace(shown_from, shown_to - shown_from, more);
    const Edited result = TakeBack(wrapped, edited, shown_from + more.size(), /*forward=*/false);
    ASSERT_EQ(result.text, expected)
        << "\"" << text << "\" " << from << "–" << to << " \"" << more << "\"";
    ASSERT_EQ(result.cursor, from + more.size());
  }
}

}  // namespace
}  // namespace aftercall::ui
