#pragma once

#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "client/model/command.h"
#include "client/model/feed_event.h"
#include "client/model/settings.h"

namespace aftercall::ui {

// What the person wants, as a view read it from clicks and keys. Views carry out none of it.
struct OpenDetail {
  model::VerdictKey key;
  bool operator==(const OpenDetail&) const = default;
};
struct OpenDay {
  bool operator==(const OpenDay&) const = default;
};
// A self-assessment: the first that can be done, or that of one interaction.
struct OpenPrompts {
  bool operator==(const OpenPrompts&) const = default;
};
struct OpenPrompt {
  std::string interaction;
  bool operator==(const OpenPrompt&) const = default;
};
// The reviews that the person asked for, one of them, and asking for one of an interaction.
struct OpenReviews {
  bool operator==(const OpenReviews&) const = default;
};
struct OpenReview {
  std::string name;
  bool operator==(const OpenReview&) const = default;
};
struct OpenAsk {
  std::string interaction;
  bool operator==(const OpenAsk&) const = default;
};
// The person asks although nobody can say yet who could be asked; and takes that back, to change it
// or to do without it.
struct AskOnceKnown {
  model::InteractionReference reference;
  model::RequestReview request;
  bool only_anonymous = true;
  bool operator==(const AskOnceKnown&) const = default;
};
struct TakeBackAsk {
  std::string interaction;
  bool with_draft = false;  // true: what was written goes too, and the panel closes
  bool operator==(const TakeBackAsk&) const = default;
};
// The field for an answer opens or closes; the review panel keeps these to itself.
struct BeginAnswer {
  bool operator==(const BeginAnswer&) const = default;
};
struct CancelAnswer {
  bool operator==(const CancelAnswer&) const = default;
};
// What is not possible yet was pressed; a panel says what is missing, and keeps this to itself.
struct TellMissing {
  bool operator==(const TellMissing&) const = default;
};
// What is filled in or written so far.
struct EditDraft {
  std::string about;  // as of model::Command
  model::Draft draft;
  bool operator==(const EditDraft&) const = default;
};
// Something is to be done about a self-assessment or a review.
struct Do {
  std::string about;  // as of model::Command
  model::Doing what;
  bool operator==(const Do&) const = default;
};
// The reviews that the person is asked to write, and one of them.
struct OpenTasks {
  bool operator==(const OpenTasks&) const = default;
};
struct OpenTask {
  std::string name;
  bool operator==(const OpenTask&) const = default;
};
// The person's appeal against an answer or a review, made or to be made; one by its name; one to
// decide.
struct OpenAppeal {
  model::VerdictKey answer;
  bool operator==(const OpenAppeal&) const = default;
};
struct OpenReviewAppeal {
  std::string review;
  bool operator==(const OpenReviewAppeal&) const = default;
};
struct OpenMadeAppeal {
  std::string name;
  bool operator==(const OpenMadeAppeal&) const = default;
};
struct OpenAppealTask {
  std::string name;
  bool operator==(const OpenAppealTask&) const = default;
};
// A word of praise that came; one to be given.
struct OpenKudos {
  std::string name;
  bool operator==(const OpenKudos&) const = default;
};
struct OpenGiving {
  bool operator==(const OpenGiving&) const = default;
};
// What is written of a review so far, with moments in the comments.
struct WriteReview {
  std::string task;
  forms::ReviewContent content;
  bool operator==(const WriteReview&) const = default;
};
// Of two drafts: look at the other one; go on with this one.
struct SwapDrafts {
  std::string task;
  bool operator==(const SwapDrafts&) const = default;
};
struct KeepDraft {
  std::string task;
  bool operator==(const KeepDraft&) const = default;
};
// The recording or the text of a review task is open.
struct NoteOpened {
  std::string task;
  bool operator==(const NoteOpened&) const = default;
};
// A recording is to be heard, where the desktop opens such things.
struct OpenUri {
  std::string uri;
  bool operator==(const OpenUri&) const = default;
};
// What can be chosen, and what keys do.
struct OpenSettings {
  bool operator==(const OpenSettings&) const = default;
};
struct OpenHelp {
  bool operator==(const OpenHelp&) const = default;
};
// The person wants to sign in or out; does so with this token; does so.
struct OpenSignIn {
  bool operator==(const OpenSignIn&) const = default;
};
struct SignIn {
  std::string token;
  bool operator==(const SignIn&) const = default;
};
struct SignOut {
  bool operator==(const SignOut&) const = default;
};
struct ChangeSettings {
  model::Settings settings;  // as they are to be
  bool operator==(const ChangeSettings&) const = default;
};
struct ClosePanel {
  bool operator==(const ClosePanel&) const = default;
};
struct CopyText {
  std::string text;
  bool operator==(const CopyText&) const = default;
};
// What waits for a break shall be shown now.
struct ShowWaiting {
  bool operator==(const ShowWaiting&) const = default;
};
// The person does not want to be disturbed for so long; wants to be again.
struct BeQuiet {
  absl::Duration how_long;
  bool operator==(const BeQuiet&) const = default;
};
struct EndQuiet {
  bool operator==(const EndQuiet&) const = default;
};
// The bar was clicked: keys are for it until Esc.
struct TakeKeyboard {
  bool operator==(const TakeKeyboard&) const = default;
};
struct GiveKeyboardBack {
  bool operator==(const GiveKeyboardBack&) const = default;
};

using Intent =
    std::variant<OpenDetail, OpenDay, OpenPrompts, OpenPrompt, OpenReviews, OpenReview, OpenAsk,
                 AskOnceKnown, TakeBackAsk, BeginAnswer, CancelAnswer, TellMissing, EditDraft, Do,
                 OpenTasks, OpenTask, OpenAppeal, OpenReviewAppeal, OpenMadeAppeal, OpenAppealTask,
                 OpenKudos, OpenGiving, WriteReview, SwapDrafts, KeepDraft, NoteOpened, OpenUri,
                 OpenSettings, OpenHelp, OpenSignIn, SignIn, SignOut, ChangeSettings, ClosePanel,
                 CopyText, ShowWaiting, BeQuiet, EndQuiet, TakeKeyboard, GiveKeyboardBack>;
using Intents = std::vector<Intent>;

}  // namespace aftercall::ui
