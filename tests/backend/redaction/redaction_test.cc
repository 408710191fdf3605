#include "backend/redaction/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "shared/base/text.h"

namespace aftercall::redaction {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Case {
  const char* text;
  const char* redacted;
};

class Rules : public testing::Test {
 protected:
  void Expect(const char* rule, std::initializer_list<Case> cases) {
    for (const Case& c : cases) {
      const Redacted result = Redact(c.text);
      EXPECT_EQ(result.text, c.redacted) << c.text;
      EXPECT_THAT(result.rules, ElementsAre(rule)) << c.text;
    }
  }
};

TEST_F(Rules, CardNumbersHoweverWritten) {
  Expect("card_number", {
                            {"my card 4111111111111111.", "my card [card]."},
                            {"4111 1111 1111 1111", "[card]"},
                            {"4111-1111-1111-1111", "[card]"},
                            {"卡号4111111111111111，谢谢", "卡号[card]，谢谢"},
                            {"４１１１１１１１１１１１１１１１", "[card]"},
                            {"４１１１ １１１１－１１１１　１１１１", "[card]"},
                            {"4111–1111—1111·1111", "[card]"},
                            {"4111\u200B1111\u200B1111\u200B1111", "[card]"},
                            {"4111\u00A01111\u00A01111\u00A01111", "[card]"},
                            {"4111 - 1111 - 1111 - 1111", "[card]"},
                            {"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "[card]"},
                            {"41 11 11 11 11 11 11 11", "[card]"},
                            {"3714 496353 98431", "[card]"},  // American Express
                            {"341111111111111", "[card]"},  // the same; also the form of an old id
                            {"6222 0200 0000 0000 000", "[card]"},  // UnionPay, 19 digits
                            {"4222 222 222 222", "[card]"},         // Visa, 13 digits
                            {"122000000000003", "[card]"},          // UATP
                            {"card4111111111111111", "card[card]"},
                            {"VISA4111111111111111", "VISA[card]"},
                            {"10 4111 1111 1111 1111 2", "10 [card] 2"},
                            {"4111111111111111,5555555555554444", "[card],[card]"},
                            {"(4111111111111111)", "([card])"},
                        });
}

TEST_F(Rules, SecurityCodesByTheirName) {
  Expect("card_security_code", {
                                   {"CVV: 123", "CVV: [cvv]"},
                                   {"my cvv is 1234!", "my cvv is [cvv]!"},
                                   {"cvv2=987", "cvv2=[cvv]"},
                                   {"cvv2 987", "cvv2 [cvv]"},
                                   {"the security code was 123", "the security code was [cvv]"},
                                   {"security code number 123", "security code number [cvv]"},
                                   {"安全码是123", "安全码是[cvv]"},
                                   {"安全码：１２３", "安全码：[cvv]"},
                                   {"CVN2码 123", "CVN2码 [cvv]"},
                               });
}

TEST_F(Rules, NationalIds) {
  Expect("national_id", {
                            {"11010519491231002X", "[id]"},
                            {"11010519491231002x", "[id]"},
                            {"身份证１１０１０５１９４９１２３１００２Ｘ。", "身份证[id]。"},
                            {"110105 19491231 002X", "[id]"},
                            {"110105-1949-1231-002X", "[id]"},
                            {"1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "[id]"},
                            {"ID110105491231002", "ID[id]"},
                            {"my SSN is 123-45-6789.", "my SSN is [id]."},
                        });
}

// One id for each check character, computed by ISO 7064's recursion rather than by weights.
TEST_F(Rules, EachCheckCharacter) {
  for (const char* id :
       {"110105199003071060", "110105199003071001", "110105199003071052", "110105199003071183",
        "110105199003071044", "110105199003071095", "110105199003071036", "110105199003071087",
        "110105199003071028", "110105199003071079", "11010519900307101X"}) {
    Expect("national_id", {{id, "[id]"}});
    for (const char other : std::string("0123456789X")) {
      std::string wrong = id;
      if (wrong.back() == other) continue;
      wrong.back() = other;
      EXPECT_NE(Redact(wrong).text, "[id]") << wrong;
    }
  }
}

TEST_F(Rules, PhoneNumbers) {
  Expect("phone_number", {
                             {"请打13812345678", "请打[tel]"},
                             {"138 1234 5678", "[tel]"},
                             {"138-1234-5678", "[tel]"},
                             {"+8613812345678", "[tel]"},
                             {"+86 138 1234 5678", "[tel]"},
                             {"(+86) 13812345678", "[tel]"},
                             {"008613812345678", "[tel]"},
                             {"８６１３８１２３４５６７８", "[tel]"},
                             {"＋８６ １３８－１２３４－５６７８", "[tel]"},
                             {"1 3 8 1 2 3 4 5 6 7 8", "[tel]"},
                             {"微信wx13812345678", "微信wx[tel]"},
                             {"TEL13812345678", "TEL[tel]"},
                             {"13812345678,13912345678", "[tel],[tel]"},
                             {"0755-1234567 no, 0755-2234567", "0755-1234567 no, [tel]"},
                             {"(010) 62345678", "[tel]"},
                             {"+44 20 7946 0958", "[tel]"},
                             {"+49-30-901820", "[tel]"},
                             {"+1 (415) 555-2671", "[tel]"},
                             {"(+49 30 901820)", "([tel])"},
                             {"+33 6 12 34 56 78", "[tel]"},
                             {"415-555-2671", "[tel]"},
                             {"call (415) 555-2671 now", "call [tel] now"},
                             {"1-415-555-2671", "[tel]"},
                             {"415.555.2671", "[tel]"},
                             {"call me on 020 7946 0123.", "call me on [tel]."},
                             {"01632 960 001", "[tel]"},
                             {"(0161) 496 0123", "[tel]"},
                         });
}

TEST_F(Rules, EmailAddresses) {
  Expect("email_address", {
                              {"mail me: a.b+c@mail.example.com.", "mail me: [@]."},
                              {"邮箱zhang_san@example.cn谢谢", "邮箱[@]谢谢"},
                              {"13812345678@example.com", "[@]"},
                              {"zhang＠example.com", "[@]"},
                              {"<x@y.org>", "<[@]>"},
                              {"a@b.co,c@d.co", "[@],[@]"},
                              {"...a@b.co...", "...[@]..."},
                              {"a@b@c.de", "a@[@]"},
                          });
}

TEST(Redaction, SeveralRulesAreNamedOnceEachInOneOrder) {
  const Redacted result =
      Redact("a@b.co 13812345678 4111111111111111 c@d.co cvv 123 11010519491231002X 13912345678");
  EXPECT_EQ(result.text, "[@] [tel] [card] [@] cvv [cvv] [id] [tel]");
  EXPECT_THAT(result.rules, ElementsAre("card_number", "card_security_code", "national_id",
                                        "phone_number", "email_address"));
}

// An address that begins with the X of an id whose digits are full-width.
TEST(Redaction, OverlappingMatchesAreBothTaken) {
  const Redacted result = Redact("１１０１０５１９４９１２３１００２X@qq.com");
  EXPECT_EQ(result.text, "[id][@]");
}

TEST(Redaction, WhatIsNotPersonalStays) {
  for (const char* text : {
           "",
           "good",
           "很好，谢谢！",
           "5",
           "10/10",
           "12:30",
           "2024-01-02",
           "20240102123456",
           "2024-01-02 12:30:45",
           "0012 345 6789",
           "012 34 56 7890",
           "01-08-2023 08:55",
           "1704067200000",
           "1704067200000000000",
           "$1,234,567.89",
           "４，０００元",
           "第１２３号",
           "ISBN 978-7-302-51170-1",
           // Numbers that pass Luhn's check and that no issuer gives: dates, milliseconds, zeros.
           "20240102123045678",
           "202401021230459",
           "1704067200127",
           "1704067200000000002",
           "0000000000123455",
           // Order, waybill and model numbers.
           "order 20240102412345678",
           "SF4111111111111111",
           "JD_4111111111111111",
           "PO 123456789",
           "4111111111111112",
           "4012-8888-8888-1882",
           "41111111111111110000",
           "0000000000000000",
           "8888888888888888",
           "AB13812345678",
           "13812345678AB",
           "138123456789",
           "1381234567",
           "12812345678",
           "a13812345678f9",
           "0.4111111111111111",
           "3.14159265358979",
           "1E13812345678",
           "550e8400-e29b-41d4-a716-446655440000",
           "d41d8cd98f00b204e9800998ecf8427e",
           "192.168.100.200",
           "v1.2.3",
           "00:14:22:01:23:45",
           "5 4 5 5 3 4 5 5 5 4",
           // Hotlines and short numbers.
           "10086",
           "95588",
           "400-810-8888",
           "4008108888",
           "1-800-555-0199",
           "110",
           "12315",
           // Sums and comparisons.
           "1+12345678",
           "x+8613",
           "+5",
           "+100 2000",
           // Ids that cannot be.
           "110105194902310026",
           "160105194912310029",
           "110105194912310021",
           "000-12-3456",
           "666-12-3456",
           "900-12-3456",
           "123-00-4567",
           "123-45-0000",
           "123-45-67890",
           "1-123-45-6789",
           "123 45 6789",
           // Not addresses.
           "@",
           "a@",
           "@b.co",
           "a@b",
           "@@",
           "react@18.2.0",
           "a@.co",
           "a@b.c",
           "a @ b.co",
           "me@-x.co",
           "price 5@10.50",
           // No security codes.
           "cvv",
           "cvv 12",
           "cvv 12345",
           "my code is 123",
           "验证码 1234",
           "discvv 123",
           "cvv, then 123",
       }) {
    const Redacted result = Redact(text);
    EXPECT_EQ(result.text, text);
    EXPECT_THAT(result.rules, IsEmpty()) << text;
  }
}

// Text made at random of the pieces that rules look at: the result is stable, valid and says
// whether it changed.
TEST(Redaction, TwiceIsOnce) {
  const std::vector<std::string> pieces = {"4111",
                                           "1111",
                                           "1",
                                           "3",
                                           "138",
                                           "86",
                                           "0",
                                           "５",
                                           "－",
                                           " ",
                                           "-",
                                           "·",
                                           "+",
                                           "(",
                                           ")",
                                           ".",
                                           "@",
                                           "＠",
                                           "a",
                                           "X",
                                           "Ｘ",
                                           "com",
                                           "，",
                                           "是",
                                           "cvv",
                                           "安全码",
                                           "19491231",
                                           "11010519491231002",
                                           "_",
                                           "13812345678",
                                           "41111111",
                                           "\u200B",
                                           "415-555-2671",
                                           "x.co"};
  std::mt19937 random(20240102);
  for (int i = 0; i < 200000; ++i) {
    std::string text;
    for (unsigned n = random() % 14; n > 0; --n) text += pieces[random() % pieces.size()];
    const Redacted once = Redact(text);
    const Redacted twice = Redact(once.text);
    ASSERT_EQ(once.text == text, once.rules.empty()) << text;
    ASSERT_TRUE(base::IsValidUtf8(once.text)) << text;
    ASSERT_EQ(twice.text, once.text) << text;
    ASSERT_THAT(twice.rules, IsEmpty()) << text;
  }
}

// Bytes that are not UTF-8 are refused before; should they come, nothing is read out of bounds.
TEST(Redaction, CutOffCharacters) {
  for (const char* text : {"1\xEF", "1\xEF\xBC", "1\xE2\x80", "1\xC2", "\xEF", "1\xE3"}) {
    EXPECT_EQ(Redact(text).text, text);
  }
}

}  // namespace
}  // namespace aftercall::redaction
