#include "client/ctl/import/rejects.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/ctl/input/csv_writer.h"
#include "client/ctl/input/text_decoder.h"

namespace aftercall::ctl {

Rejects::Rejects(std::string path) : path_(std::move(path)) { std::remove(path_.c_str()); }

void Rejects::Add(const input::Problem& problem, const std::string& row) {
  if (counts_.empty()) {
    file_.open(path_, std::ios::binary | std::ios::trunc);
    file_ << input::CsvLine({"line", "column", "reason", "lost", "sentence", "row"});
  }
  Count& count = counts_[problem.reason];
  if (count.count++ == 0) {
    count.loss = problem.loss;
    count.first_line = problem.line;
  }
  if (problem.loss != input::Loss::kNone) ++losses_;
  file_ << input::CsvLine({absl::StrCat(problem.line), problem.column, problem.reason,
                           LossSlug(problem.loss), problem.sentence, input::Presentable(row)});
}

absl::Status Rejects::Close() {
  if (counts_.empty()) return absl::OkStatus();
  file_.close();
  if (file_) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, path_);
}

const char* LossSlug(input::Loss loss) {
  switch (loss) {
    case input::Loss::kRow:
      return "row";
    case input::Loss::kAnswer:
      return "answer";
    case input::Loss::kValue:
      return "value";
    case input::Loss::kNone:
      return "nothing";
  }
  return "";
}

std::string LossWords(const i18n::Translator& tr, input::Loss loss) {
  switch (loss) {
    case input::Loss::kRow:
      return tr.Tr("the row");
    case input::Loss::kAnswer:
      return tr.Tr("the answer");
    case input::Loss::kValue:
      return tr.Tr("the value");
    case input::Loss::kNone:
      return tr.Tr("nothing");
  }
  return "";
}

}  // namespace aftercall::ctl
