#include "client/ui/ask_later_words.h"

#include "client/ui/review_words.h"

namespace aftercall::ui {

std::string StateWords(const i18n::Translator& tr, const model::AskLater& ask) {
  return model::WaitsForPerson(ask) && ask.released ? tr.Tr("look before you send")
                                                    : tr.Tr("not sent yet");
}

std::string WaitsWords(const i18n::Translator& tr, const model::AskLater& ask) {
  const model::ReviewPreview& said = ask.said.value();
  if (!said.refusal.empty()) {
    return ReviewRefusalWords(tr, {said.refusal_reason, said.refusal, said.refused_value});
  }
  if (said.by_leader) return tr.Tr("A team leader would look at it; look before you send.");
  if (said.could_be_asked == 0) {
    return tr.Tr("Requests are paused just now; look before you send yours.");
  }
  return tr.TrN("Only one colleague could be asked; look before you send.",
                "Only {n} colleagues could be asked; look before you send.", said.could_be_asked);
}

std::string ConditionWords(const i18n::Translator& tr, bool only_anonymous) {
  if (only_anonymous) {
    return tr.Tr(
        "It goes out by itself if colleagues can be asked and it stays anonymous. If not, nothing "
        "is sent: it waits for you.");
  }
  return tr.Tr(
      "It goes out by itself if colleagues can be asked, also if they are so few that they may "
      "guess. If only a team leader could look, nothing is sent: it waits for you.");
}

}  // namespace aftercall::ui
