#include "client/ctl/simulate/opinion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace aftercall::ctl {
namespace {

using Lines = std::vector<std::string>;

// What is said of an element where it went well, and where something could be tried.
struct Remarks {
  const char* element;  // "": any other
  Lines english_good, english_low, chinese_good, chinese_low;
};

const std::vector<Remarks>& AllRemarks() {
  static const auto& all = *new std::vector<Remarks>{
      {"need",
       {"You said back what they wanted, and it was right.",
        "You let them finish before you asked anything."},
       {"The answer came before the question was out.",
        "They said twice what it was about; once could have been enough."},
       {"复述得很准确，客户一下就放心了。", "先让客户说完再问，这点很好。"},
       {"客户还没说完就开始解答了。", "客户把来意说了两遍，其实第一遍已经很清楚。"}},
      {"explanation",
       {"First what it means for them, then why: easy to follow.", "No word that only we know."},
       {"Two of our own terms in one sentence; I had to read it again.",
        "The reason came before the answer, and the answer got lost a little."},
       {"先说结果再说原因，很好懂。", "没有用内部说法，客户听得明白。"},
       {"一句话里有两个内部术语，我也看了两遍。", "先讲了原因，结果反而不太突出。"}},
      {"outcome",
       {"They knew who does what, and by when.", "Solved there and then."},
       {"It ended without a date, so they may well call again.",
        "A next step, but nobody's name on it yet."},
       {"谁来办、什么时候办好，都说清楚了。", "当场就解决了。"},
       {"最后没有说时间，客户可能还会再来问。", "有下一步，但没说由谁负责。"}},
      {"care",
       {"You heard that they had been waiting, and said so.", "Warm to the last line."},
       {"A word about the three days of waiting was missing.",
        "Correct throughout; one friendly sentence would have done a lot."},
       {"注意到客户等了很久，也说出来了。", "从头到尾都很温和。"},
       {"客户等了三天，可以先回应一句。", "内容都对，再多一句关心就更好了。"}},
      {"",
       {"This went well.", "I would do it the same way."},
       {"There is something to try here.", "This could have been a little clearer."},
       {"这里做得很好。", "换我也会这么做。"},
       {"这里可以再试试别的做法。", "这里可以再清楚一点。"}}};
  return all;
}

const Remarks& RemarksOn(const std::string& element) {
  for (const Remarks& remarks : AllRemarks()) {
    if (element == remarks.element) return remarks;
  }
  return AllRemarks().back();
}

const std::string& Remark(const std::string& element, bool low, bool chinese, Dice* dice) {
  const Remarks& remarks = RemarksOn(element);
  if (chinese) return dice->Pick(low ? remarks.chinese_low : remarks.chinese_good);
  return dice->Pick(low ? remarks.english_low : remarks.english_good);
}

const Lines& Praises(bool chinese) {
  static const auto& english =
      *new Lines{"You stayed calm, and so did they in the end.",
                 "Clear and kind, and you wrote down what was promised.",
                 "You took the time to ask what they had tried already.",
                 "I liked how you ended it: they knew exactly what comes next."};
  static const auto& chinese_lines =
      *new Lines{"你一直很沉稳，客户后来也平静下来了。", "讲得清楚，态度也好，答应的事都记下来了。",
                 "先问了客户试过什么，很周到。", "结尾很好，客户清楚知道接下来会怎样。"};
  return chinese ? chinese_lines : english;
}

const Lines& Advices(bool chinese) {
  static const auto& english = *new Lines{
      "Count to two before you answer.", "Say the date first, then how you get there.",
      "Try one open question at the beginning.", "Sum it up in one sentence before the goodbye."};
  static const auto& chinese_lines =
      *new Lines{"回答之前先停两秒试试。", "先说时间，再说怎么办。", "开头可以试一个开放式的问题。",
                 "结束前用一句话总结一下。"};
  return chinese ? chinese_lines : english;
}

// A score that is `part` of the way from the worst to the best.
int ScoreAt(const forms::Element& element, double part) {
  const double score = element.low + part * (element.high - element.low);
  return std::clamp(static_cast<int>(std::lround(score)), element.low, element.high);
}

double HowItWent(Mood mood, Dice* dice) {
  if (mood == Mood::kGood) return dice->Between(0.7, 1.1);
  if (mood == Mood::kMiddling) return dice->Between(0.45, 0.9);
  return dice->Between(0.2, 0.7);
}

bool IsWanted(const forms::Element& element, const std::vector<std::string>& asked) {
  if (asked.empty()) return element.quick;
  return std::find(asked.begin(), asked.end(), element.id) != asked.end();
}

// The server asks for words where a score is below the middle of its scale.
bool IsLow(const forms::Element& element, int score) {
  return 2 * score < element.low + element.high;
}

}  // namespace

std::vector<v1::SelfAssessment::Score> JudgeSelf(const forms::Form& form, Mood mood, Dice* dice) {
  std::vector<v1::SelfAssessment::Score> scores;
  for (const forms::Section& section : form.sections) {
    for (const forms::Element& element : section.elements) {
      if (!element.quick) continue;
      v1::SelfAssessment::Score& score = scores.emplace_back();
      score.set_element_id(element.id);
      score.set_score(ScoreAt(element, HowItWent(mood, dice)));
    }
  }
  return scores;
}

std::string NoteToSelf(bool chinese, Dice* dice) {
  static const auto& english =
      *new Lines{"Say the amount before the reason", "Ask once, and write it down",
                 "Slower at the beginning", "Offer to call back instead of letting them wait"};
  static const auto& chinese_lines = *new Lines{"先说金额，再说原因", "问一遍就记下来",
                                                "开头慢一点", "主动提出回电，不让客户一直等"};
  if (!dice->Chance(0.4)) return "";
  return dice->Pick(chinese ? chinese_lines : english);
}

std::string QuestionToColleague(bool chinese, Dice* dice) {
  static const auto& english = *new Lines{"Was I too abrupt?", "Could this have been shorter?",
                                          "How would you have said that it cannot be done?",
                                          "Did I miss what they really wanted?"};
  static const auto& chinese_lines =
      *new Lines{"我的语气是不是有点急？", "有没有更简短的说法？", "“办不了”这句话，你会怎么说？",
                 "我是不是没听出客户真正想要什么？"};
  if (!dice->Chance(0.8)) return "";
  return dice->Pick(chinese ? chinese_lines : english);
}

v1::ReviewContent WriteReview(const forms::Form& form, const std::vector<std::string>& asked,
                              bool chinese, Dice* dice) {
  const Mood mood = dice->Chance(0.7)   ? Mood::kGood
                    : dice->Chance(0.8) ? Mood::kMiddling
                                        : Mood::kBad;
  v1::ReviewContent content;
  bool any_low = false;
  for (const forms::Section& section : form.sections) {
    for (const forms::Element& element : section.elements) {
      if (!IsWanted(element, asked)) continue;
      const int score = ScoreAt(element, HowItWent(mood, dice));
      const bool low = IsLow(element, score);
      any_low = any_low || low;
      v1::ReviewContent::Element& said = *content.add_elements();
      said.set_element_id(element.id);
      said.set_score(score);
      if (low || dice->Chance(0.4)) said.set_comment(Remark(element.id, low, chinese, dice));
    }
  }
  content.set_praise(dice->Pick(Praises(chinese)));
  if (any_low || dice->Chance(0.6)) content.set_advice(dice->Pick(Advices(chinese)));
  return content;
}

std::string WhyNot(bool chinese, Dice* dice) {
  static const auto& english = *new Lines{"I know this customer.", "Not today, my shift ends soon.",
                                          "I have never worked on this topic."};
  static const auto& chinese_lines =
      *new Lines{"我认识这位客户。", "今天不方便，快下班了。", "这类业务我没做过。"};
  return dice->Pick(chinese ? chinese_lines : english);
}

std::string HowISeeIt(bool chinese, Dice* dice) {
  static const auto& english =
      *new Lines{"They had asked for the short version, so I left the reasons out.",
                 "I could not name a date: the warehouse had given none."};
  static const auto& chinese_lines = *new Lines{"客户一开始就说想听简单的，所以我没讲原因。",
                                                "仓库没有给时间，所以我没法承诺日期。"};
  return dice->Pick(chinese ? chinese_lines : english);
}

std::string WhyItIsNotMine(bool chinese, Dice* dice) {
  static const auto& english = *new Lines{"This is about the delivery; I only took the call.",
                                          "I was put through in the middle and heard the end.",
                                          "The price was wrong on the site, as I told them."};
  static const auto& chinese_lines =
      *new Lines{"说的是配送，我只是接了电话。", "中途转给我的，前面不是我办的。",
                 "网站上的价格错了，我也说明了。"};
  return dice->Pick(chinese ? chinese_lines : english);
}

std::string WhyDecidedSo(bool chinese, bool upheld, Dice* dice) {
  static const auto& english_upheld =
      *new Lines{"The words are about the parcel.", "The recording begins after the transfer."};
  static const auto& english_stays =
      *new Lines{"It is about how it was explained.", "The date was asked for twice."};
  static const auto& chinese_upheld = *new Lines{"客户说的是包裹。", "录音从转接之后才开始。"};
  static const auto& chinese_stays = *new Lines{"说的是讲解的方式。", "客户问了两次日期。"};
  if (chinese) return dice->Pick(upheld ? chinese_upheld : chinese_stays);
  return dice->Pick(upheld ? english_upheld : english_stays);
}

}  // namespace aftercall::ctl
