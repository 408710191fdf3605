#include "backend/rpc/question_catalog.h"

#include "backend/rpc/record_proto.h"

namespace aftercall::rpc {

v1::SurveyQuestion QuestionCatalog::Find(store::Reader& reader, absl::string_view id) {
  if (!stale_) {
    absl::ReaderMutexLock lock(&mutex_);
    if (const auto it = questions_.find(id); it != questions_.end()) return it->second;
  }
  absl::MutexLock lock(&mutex_);
  Reload(reader);
  if (const auto it = questions_.find(id); it != questions_.end()) return it->second;
  v1::SurveyQuestion unknown;
  unknown.set_question_id(std::string(id));
  return unknown;
}

QuestionCatalog::Questions QuestionCatalog::All(store::Reader& reader) {
  if (!stale_) {
    absl::ReaderMutexLock lock(&mutex_);
    return all_;
  }
  absl::MutexLock lock(&mutex_);
  Reload(reader);
  return all_;
}

void QuestionCatalog::Reload(store::Reader& reader) {
  // Cleared before the read: a question told meanwhile sets it again.
  stale_ = false;
  auto questions = reader.ListQuestions();
  if (!questions.ok()) {
    stale_ = true;
    return;
  }
  for (const auto& question : *questions) questions_[question.id] = ToProto(question);
  all_ = std::make_shared<std::vector<domain::Question>>(*std::move(questions));
}

}  // namespace aftercall::rpc
