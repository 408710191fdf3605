#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "client/model/asks_later.h"
#include "client/model/feed.h"
#include "client/model/hand.h"
#include "client/model/review_drafts.h"

namespace aftercall::model {

// All that is kept on one person's desk: in one file, so that what was applied, what is on its way
// and the cursor belong to the same moment.
struct Kept {
  FeedKept feed;
  std::map<std::string, Draft> drafts;
  std::vector<Command> commands;
  std::map<FormKey, forms::Form> forms;
  std::map<std::string, ReviewDraft, std::less<>> review_drafts = {};
  std::map<std::string, std::string, std::less<>> evaluations = {};  // as Desk::evaluations
  AsksLater::All asks_later = {};
};

// What is on one person's desk: the feed as the server tells it, what the person's own hand has
// done, and the forms to do it with. Not thread-safe: lives on the interface thread.
class Desk {
 public:
  explicit Desk(Settings settings = {}) : feed_(settings) {}

  // Starts from what the disk kept. Call before the first event.
  void Restore(Kept kept);
  // Nothing before the feed has a cursor.
  std::optional<Kept> Keep() const;
  // Rises with every change of what Keep() would give.
  uint64_t revision() const { return feed_.revision() + revision_by_hand() + forms_told_; }
  // Of what the person did: what must not be lost with the next breath.
  uint64_t revision_by_hand() const {
    return hand_.revision() + review_drafts_.revision() + asks_later_.revision();
  }

  // Applies one event that arrived at `now`; errors are the feed's.
  absl::Status Apply(const FeedEvent& event, absl::Time now);

  // What is not here yet: forms that self-assessments and reviews fill in, reviews that are there,
  // review tasks and appeals that were opened, who could be asked for the review that the person is
  // about to ask for, their contacts to choose from, their colleagues by name, and queues to pause.
  struct Wanted {
    std::vector<FormKey> forms;
    std::vector<ReviewKey> reviews;
    std::vector<OpenedKey> review_tasks;
    std::vector<OpenedKey> appeals;
    std::vector<OpenedKey> appeal_tasks;
    std::vector<PreviewKey> previews;
    std::optional<ContactsKey> contacts = {};
    std::vector<std::string> committed = {};  // on another desk: interactions
    std::optional<ColleaguesKey> colleagues = {};
    std::optional<QueuesKey> queues = {};
    bool operator==(const Wanted&) const = default;
  };
  Wanted WantedNow(absl::Time now = absl::InfiniteFuture()) const;
  // When more may be wanted although no event comes; the infinite future if nothing will.
  absl::Time NextWantedAt(absl::Time now) const;
  // nullptr where it is not here yet. Valid until the next event.
  const forms::Form* FindForm(const FormKey& key) const;

  // What the person can do something about now, as it was asked: released, not put off, and not on
  // its way already.
  std::vector<const Prompt*> PromptsToDo() const;

  // Reviews that can be read and have not been answered, as they were asked for.
  std::vector<const ReviewItem*> ReviewsToRead() const;

  // Reviews that the person is asked to write and has not settled, as they were asked.
  std::vector<const ReviewTaskItem*> TasksToDo() const;

  // Appeals that the person is asked to decide and has not, as they were asked.
  std::vector<const AppealTaskItem*> AppealsToDecide() const;
  // Own appeals that were decided, and that the person has not opened since.
  std::vector<const AppealItem*> DecisionsToRead() const;

  // The person opens a review task, an appeal or an appeal task: what only the server knows of it
  // is wanted anew.
  void Open(absl::string_view name) { feed_.NoteOpened(name); }

  // Drafts of reviews that are to be brought to the server now; each is given once.
  std::vector<ReviewDrafts::Save> TakeDraftsToSave(absl::Time now);
  // When there may next be some; the infinite future if there will not.
  absl::Time NextDraftToSaveAt() const { return review_drafts_.NextDueAt(); }

  // The person is about to ask for a review of `interaction`: what was known of who could be asked
  // is forgotten. Empty: of none any more.
  void PrepareAsking(std::string interaction);
  // They have written on: if whom not to ask has changed, who could be asked is wanted anew, once
  // they have stopped for kAskAnewAfter.
  void NoteAskWritten(absl::Time now);
  static constexpr absl::Duration kAskAnewAfter = absl::Milliseconds(700);
  // nullptr where it is not known yet, or nobody is about to ask for it.
  const ReviewPreview* preview(absl::string_view interaction) const;
  // The form that the next review will fill in, as the last preview told; nullptr where it is not
  // here yet.
  const forms::Form* AskForm() const { return FindForm(ask_form_); }

  // The person asks although nobody can say who could be asked: see AsksLater.
  void AskOnceKnown(AskLater ask);
  // They do without it after all, or change it. What is on its way cannot be taken back.
  void TakeBackAsk(const std::string& interaction);
  // Those that are to go out now; they are to be given to the hand.
  std::vector<Command> AsksToSend() const;
  // Those that wait for the person to look, and may be shown.
  std::vector<const AskLater*> AsksToLookAt() const;

  // The person asked to see what waits (the count's offer was taken).
  void ReleaseHeld();

  // See Feed: the person does not want to be disturbed until then, or wants to be again.
  void BeQuiet(std::optional<absl::Time> until, absl::Time now);
  // Time has passed without an event.
  void NoteTime(absl::Time now);

  // The person wants to choose one of their contacts of `today` and the kDaysBefore days before.
  // Those known already stay until the answer is here.
  void OpenContacts(absl::CivilDay today);
  static constexpr int kDaysBefore = 2;
  struct KnownContacts {
    std::optional<Contacts> contacts;  // never kept on disk
    std::optional<Refusal> refusal;    // why the last asking came to nothing
    bool awaits_answer = false;
  };
  const KnownContacts& contacts() const { return contacts_; }

  // The evaluations that the person began at this desk: review tasks by interaction, since no task
  // tells whose interaction it is. Those are gone that are given up or over.
  const std::map<std::string, std::string, std::less<>>& evaluations() const {
    return evaluations_;
  }
  // The person is about to name colleagues. Those known already stay until the answer is here.
  void OpenColleagues();
  // The person's own team first, as the server told; never kept on disk. nullptr: they are not
  // known. Valid until the next event.
  const std::vector<Colleague>* colleagues() const { return colleagues_ ? &*colleagues_ : nullptr; }
  // The person looks at what they may pause: once it is told that they lead a team, its queues are
  // wanted. Those known already stay until the answer is here.
  void OpenQueues();
  // By name; never kept on disk. nullptr: they are not known. Valid until the next event.
  const std::vector<Queue>* queues() const { return queues_ ? &*queues_ : nullptr; }
  // To whom the person has said well done since the program started, as they were named, and when
  // the server last said that it has it.
  const std::map<std::string, absl::Time>& kudos_given() const { return kudos_given_; }

  const Feed& feed() const { return feed_; }
  Feed& mutable_feed() { return feed_; }
  const Hand& hand() const { return hand_; }
  Hand& mutable_hand() { return hand_; }
  const AsksLater& asks_later() const { return asks_later_; }
  const ReviewDrafts& review_drafts() const { return review_drafts_; }
  ReviewDrafts& mutable_review_drafts() { return review_drafts_; }

 private:
  void On(const CommandAnswered& answered, absl::Time now);
  void On(const ReviewTaskTold& told);
  void On(const PreviewTold& told, absl::Time now);
  void NoteAskAnswered(const RequestReview& asked, const std::optional<Refusal>& refusal,
                       absl::Time now);
  bool IsFree(absl::Time now) const { return feed_.OccupationAt(now) == Occupation::kFree; }
  void On(const ContactsTold& told);
  void On(const ColleaguesTold& told);
  void On(const QueuesTold& told);
  void NotePauseTaken(const PauseTarget& target);
  PreviewKey AskKeyOf(std::string interaction) const;
  void DropDraftsOfNothing();
  void DropEvaluationsOfNothing();
  std::set<FormKey> FormsInUse() const;
  void DropFormsOfNothing();

  Feed feed_;
  Hand hand_;
  ReviewDrafts review_drafts_;
  AsksLater asks_later_;
  std::map<FormKey, forms::Form> forms_;
  uint64_t forms_told_ = 0;
  PreviewKey asking_;  // without an interaction: none
  std::optional<ReviewPreview> preview_;
  absl::Time preview_due_ = absl::InfinitePast();  // not to be asked for before
  FormKey ask_form_;                               // of the last preview that told one
  ContactsKey contacts_key_;
  KnownContacts contacts_;
  std::map<std::string, std::string, std::less<>> evaluations_;
  std::set<std::string> evaluations_told_;  // tasks among those that the feed has told of
  ColleaguesKey colleagues_key_;
  bool awaits_colleagues_ = false;
  std::optional<std::vector<Colleague>> colleagues_;
  QueuesKey queues_key_;
  bool awaits_queues_ = false;
  std::optional<std::vector<Queue>> queues_;
  std::map<std::string, absl::Time> kudos_given_;
};

}  // namespace aftercall::model
