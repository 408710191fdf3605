#include "client/ctl/simulate/conversation.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace aftercall::ctl {
namespace {

using Lines = std::vector<std::string>;

const Lines& Openings(bool chinese) {
  static const auto& english = *new Lines{
      "Customer: Hello, it is about this: {topic}. I have been waiting for three days.",
      "Customer: Hi, a question about {topic}. What do I have to do?",
      "Customer: Good morning. {topic} – I did what the letter says and nothing happened."};
  static const auto& chinese_lines =
      *new Lines{"客户：您好，我想问一下{topic}，已经等了三天了。",
                 "客户：你好，关于{topic}，我需要怎么办理？",
                 "客户：在吗？{topic}这件事，我按短信做了还是不行。"};
  return chinese ? chinese_lines : english;
}

const Lines& Questions(bool chinese) {
  static const auto& english = *new Lines{
      "Agent: I am sorry for the wait. May I have the order's number?\nCustomer: It ends in 4471.",
      "Agent: Let me look. Was that with the new account?\nCustomer: Yes, the one from May.",
      "Agent: I see it here. Did you get the message that we sent on Monday?\nCustomer: No, "
      "nothing."};
  static const auto& chinese_lines =
      *new Lines{"座席：让您久等了，请问订单尾号是多少？\n客户：4471。",
                 "座席：我帮您看一下，是新开的那个账户吗？\n客户：对，五月份开的。",
                 "座席：我这边看到了，周一发给您的通知收到了吗？\n客户：没有收到。"};
  return chinese ? chinese_lines : english;
}

const Lines& Ends(bool chinese, Mood mood) {
  static const auto& english_good = *new Lines{
      "Agent: It is done now; you will see it by tomorrow noon. Is anything left?\nCustomer: No, "
      "that was quick. Thank you!",
      "Agent: I have put it right and written it down, so nobody will ask you again.\nCustomer: "
      "Perfect."};
  static const auto& english_other = *new Lines{
      "Agent: I have to pass this on. A colleague will write to you.\nCustomer: When?\nAgent: In "
      "the next days.",
      "Agent: According to our terms that is not possible.\nCustomer: I was told something else "
      "last week."};
  static const auto& chinese_good = *new Lines{
      "座席：已经办好了，明天中午前就能看到。还有别的需要吗？\n客户：没有了，真快，谢谢！",
      "座席：我已经改好并做了备注，之后不会再让您重复说明。\n客户：太好了。"};
  static const auto& chinese_other =
      *new Lines{"座席：这个需要转给同事处理，会再联系您。\n客户：什么时候？\n座席：这几天。",
                 "座席：按规定这个办不了。\n客户：可是上周你们不是这么说的。"};
  if (mood == Mood::kGood) return chinese ? chinese_good : english_good;
  return chinese ? chinese_other : english_other;
}

}  // namespace

std::string Conversation(bool chinese, const std::string& topic, Mood mood, Dice* dice) {
  const std::string opening =
      absl::StrReplaceAll(dice->Pick(Openings(chinese)), {{"{topic}", topic}});
  const std::string& question = dice->Pick(Questions(chinese));
  return absl::StrCat(opening, "\n", question, "\n", dice->Pick(Ends(chinese, mood)));
}

}  // namespace aftercall::ctl
