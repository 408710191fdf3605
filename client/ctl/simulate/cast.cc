#include "client/ctl/simulate/cast.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace aftercall::ctl {
namespace {

constexpr std::array<const char*, 10> kEnglish = {
    "Maya Collins", "Owen Fletcher", "Priya Nair",   "Tom Ashworth", "Grace Okafor",
    "Liam Doyle",   "Hannah Weiss",  "Samir Haddad", "Ruth Bennett", "Noel Brady"};
constexpr std::array<const char*, 10> kChinese = {"陈晓云", "李建国", "王芳", "赵敏", "王芳",
                                                  "孙丽华", "周文博", "吴倩", "郑凯", "黄雅婷"};

absl::TimeZone Zone(const char* name) {
  absl::TimeZone zone;
  // Without zone data everything happens in UTC.
  return absl::LoadTimeZone(name, &zone) ? zone : absl::UTCTimeZone();
}

v1::SurveyQuestion Question(const char* id, const char* prompt, v1::SurveyQuestion::Kind kind,
                            int low, int high, int top) {
  v1::SurveyQuestion question;
  question.set_question_id(id);
  question.set_prompt(prompt);
  question.set_kind(kind);
  question.set_low(low);
  question.set_high(high);
  question.set_top_box_steps(top);
  question.set_direction(v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST);
  return question;
}

}  // namespace

std::vector<SimulatedTeam> MakeTeams() {
  return {{"Riverside",
           false,
           Zone("Europe/London"),
           {"Delivery", "Refund", "Invoice", "Change of address", "Password", "Broken on arrival"},
           "Helen Marsh",
           "R1"},
          {"望江组",
           true,
           Zone("Asia/Shanghai"),
           {"物流查询", "退款", "发票", "修改地址", "账号登录", "商品破损"},
           "林悦",
           "W1"}};
}

std::vector<SimulatedAgent> MakeAgents(size_t count) {
  std::vector<SimulatedAgent> agents;
  for (size_t i = 0; i < count; ++i) {
    SimulatedAgent agent;
    agent.team = i % 2;
    const size_t place = i / 2;
    const auto& names = agent.team == 0 ? kEnglish : kChinese;
    agent.name = names[place % names.size()];
    if (place >= names.size()) absl::StrAppend(&agent.name, " ", place / names.size() + 1);
    agent.staff_number = absl::StrCat(agent.team == 0 ? "R" : "W", 1001 + place);
    agent.night = place % 4 == 3;
    // Alike, as people in real teams are: differences are small and mostly chance.
    agent.quality = 0.80 + 0.015 * static_cast<double>(place % 7);
    agents.push_back(std::move(agent));
  }
  return agents;
}

const std::vector<std::string>& Comments(bool chinese, Mood mood) {
  using List = std::vector<std::string>;
  static const auto& english_good = *new List{"Solved in two minutes, thank you.",
                                              "Really patient with my mother.",
                                              "Knew exactly what to do.",
                                              "Friendly, and called back as promised.",
                                              "Best service I have had in years!",
                                              "Clear answer, no waiting around.",
                                              "She explained the invoice line by line.",
                                              "Quick and kind 🙂"};
  static const auto& english_middling =
      *new List{"Fine, but I had to call twice.", "It works now. Took a while.",
                "Polite, though the answer was not quite what I asked.", "OK",
                "Waited long, then it went quickly."};
  static const auto& english_bad =
      *new List{"Nobody told me the parcel was lost.",
                "I was passed on three times.",
                "Still not solved, please call me on 020 7946 0123.",
                "The agent was fine, your returns policy is not.",
                "Cut off in the middle of the call.",
                "I explained everything twice and got a standard letter."};
  static const auto& chinese_good =
      *new List{"态度很好，两分钟就解决了。", "非常耐心，谢谢！", "说到做到，当天就给我回电话了。",
                "讲得很清楚，老人也听得懂。", "效率高，点赞👍",    "退款马上就到账了，满意。",
                "客服小姐姐很专业。"};
  static const auto& chinese_middling =
      *new List{"还行吧。", "打了两次电话才解决。", "等得有点久，不过态度不错。",
                "一般，没有完全回答我的问题。"};
  static const auto& chinese_bad =
      *new List{"问题还是没解决，请打 13800138000 联系我。", "转了三次才有人接。",
                "客服没问题，是你们的退货规定太麻烦。", "说好两天送到，一周了还没消息。",
                "话没说完电话就断了。"};
  switch (mood) {
    case Mood::kGood:
      return chinese ? chinese_good : english_good;
    case Mood::kMiddling:
      return chinese ? chinese_middling : english_middling;
    case Mood::kBad:
      break;
  }
  return chinese ? chinese_bad : english_bad;
}

v1::SurveyQuestion FiveSteps() {
  return Question("sim-satisfied", "How satisfied are you with our service?",
                  v1::SurveyQuestion::KIND_CSAT, 1, 5, 2);
}

v1::SurveyQuestion ThreeSteps() {
  v1::SurveyQuestion question = Question("sim-press-key", "满意请按1，一般请按2，不满意请按3",
                                         v1::SurveyQuestion::KIND_CSAT, 1, 3, 1);
  question.set_direction(v1::SurveyQuestion::DIRECTION_LOW_IS_BEST);
  int value = 0;
  for (const char* label : {"满意", "一般", "不满意"}) {
    v1::SurveyQuestion::Step* step = question.add_steps();
    step->set_value(++value);
    step->set_label(label);
  }
  return question;
}

v1::SurveyQuestion Recommend() {
  return Question("sim-recommend", "How likely are you to recommend us?",
                  v1::SurveyQuestion::KIND_NPS, 0, 10, 2);
}

v1::SurveyQuestion Solved() {
  return Question("sim-solved", "Was it solved?", v1::SurveyQuestion::KIND_RESOLVED, 0, 1, 1);
}

}  // namespace aftercall::ctl
