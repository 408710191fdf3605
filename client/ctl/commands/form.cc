#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"
#include "shared/forms/form_file.h"
#include "shared/forms/form_proto.h"
#include "shared/wire/problem.h"

namespace aftercall::ctl {
namespace {

struct FormOptions {
  std::string name;
  int64_t version = 0;
  bool toml = false;
  std::string file;
  bool dry_run = false;
};

std::string Day(const v1::EvaluationForm& form) {
  return absl::FormatTime("%Y-%m-%d", input::FromTimestamp(form.published_at()),
                          absl::LocalTimeZone());
}

size_t ElementsOf(const forms::Form& form) {
  size_t count = 0;
  for (const forms::Section& section : form.sections) count += section.elements.size();
  return count;
}

// Names of forms are short; "forms/" is only theirs on the wire.
std::string FullName(const std::string& name) {
  return forms::FormName(absl::StripPrefix(name, "forms/"));
}

absl::Status RunList(const FormOptions&, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::ListFormsResponse> response = (*server)->ListForms({});
  if (!response.ok()) return response.status();
  if (context.format != OutputFormat::kTable) {
    std::vector<Json> all;
    for (const v1::EvaluationForm& form : response->forms()) all.push_back(ToJson(form));
    WriteAll(all, context.format, context.out);
    return absl::OkStatus();
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("form"), tr.Tr("title"), tr.Tr("version"), tr.Tr("published"),
               tr.Tr("elements"), tr.Tr("languages")});
  for (const v1::EvaluationForm& proto : response->forms()) {
    const forms::Form form = forms::FromProto(proto);
    table.Add({form.id, std::string(forms::InLanguage(form, form.title, tr.language())),
               absl::StrCat(proto.version()), Day(proto), absl::StrCat(ElementsOf(form)),
               absl::StrJoin(form.languages, ", ")});
  }
  table.Write(context.out);
  return absl::OkStatus();
}

// "weight 2 · quick · may not apply".
std::string Marks(const forms::Element& element, const i18n::Translator& tr) {
  std::vector<std::string> marks = {
      i18n::Format(tr.Tr("weight {n}"), {{"n", absl::StrCat(element.weight)}})};
  if (element.quick) marks.push_back(tr.Tr("quick"));
  if (element.may_not_apply) marks.push_back(tr.Tr("may not apply"));
  if (element.auto_fail) marks.push_back(tr.Tr("lowest score fails the whole"));
  if (!element.coaching_topic.empty()) {
    marks.push_back(i18n::Format(tr.Tr("coached as {topic}"), {{"topic", element.coaching_topic}}));
  }
  if (!element.question_id.empty()) {
    marks.push_back(
        i18n::Format(tr.Tr("compared with {question}"), {{"question", element.question_id}}));
  }
  return absl::StrJoin(marks, " · ");
}

void WriteElement(const forms::Form& form, const forms::Element& element, Context& context) {
  const auto words = [&](const forms::Words& text) {
    return ForTerminal(forms::InLanguage(form, text, context.tr.language()));
  };
  context.out << "\n  " << words(element.title) << "  [" << element.id << "]\n";
  context.out << "    " << Marks(element, context.tr) << "\n";
  if (!element.guidance.empty()) context.out << "    " << words(element.guidance) << "\n";
  for (size_t i = 0; i < element.anchors.size(); ++i) {
    context.out << "      " << element.low + static_cast<int>(i) << "  "
                << words(element.anchors[i]) << "\n";
  }
}

void WriteForPeople(const v1::EvaluationForm& proto, Context& context) {
  const forms::Form form = forms::FromProto(proto);
  const auto words = [&](const forms::Words& text) {
    return ForTerminal(forms::InLanguage(form, text, context.tr.language()));
  };
  context.out << words(form.title) << "\n"
              << i18n::Format(
                     context.tr.Tr("Form {form}, version {version}, published {day}; {n} elements"),
                     {{"form", form.id},
                      {"version", absl::StrCat(proto.version())},
                      {"day", Day(proto)},
                      {"n", absl::StrCat(ElementsOf(form))}})
              << "\n";
  for (const forms::Section& section : form.sections) {
    context.out << "\n" << words(section.title) << "\n";
    for (const forms::Element& element : section.elements) WriteElement(form, element, context);
  }
}

absl::Status RunShow(const FormOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::GetFormRequest request;
  request.set_name(FullName(options.name));
  request.set_version(static_cast<int32_t>(options.version));
  const absl::StatusOr<v1::GetFormResponse> response = (*server)->GetForm(request);
  if (!response.ok()) return response.status();
  if (options.toml) {
    context.out << forms::WriteForm(forms::FromProto(response->form()));
  } else if (context.format == OutputFormat::kTable) {
    WriteForPeople(response->form(), context);
  } else {
    WriteOne(ToJson(response->form()), context.format, context.out);
  }
  return absl::OkStatus();
}

// "form.toml:12: sentence".
std::string AtLine(const std::string& name, const forms::FormFile& file,
                   const wire::Problem& problem) {
  return absl::StrCat(name, ":", file.LineOf(problem.field), ": ", problem.description);
}

// Reads a file and looks at all that can be seen without a server.
absl::StatusOr<forms::FormFile> ReadChecked(const std::string& path, Context& context) {
  const i18n::Translator& tr = context.tr;
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  if (!stream || !(text << stream.rdbuf())) {
    return absl::NotFoundError(
        i18n::Format(tr.Tr("{file}: there is no such form, or it is empty"), {{"file", path}}));
  }
  absl::StatusOr<forms::FormFile> file = forms::ReadForm(path, text.str(), tr);
  if (!file.ok()) return file.status();
  std::vector<wire::Problem> problems = forms::Check(file->form, tr);
  if (problems.empty()) return file;
  const wire::Problem last = std::move(problems.back());
  problems.pop_back();
  for (const wire::Problem& problem : problems) {
    context.err << ForTerminal(AtLine(path, *file, problem)) << "\n";
  }
  return absl::InvalidArgumentError(AtLine(path, *file, last));
}

absl::Status RunCheck(const FormOptions& options, Context& context) {
  const absl::StatusOr<forms::FormFile> file = ReadChecked(options.file, context);
  if (!file.ok()) return file.status();
  context.out << i18n::Format(context.tr.Tr("{file}: nothing is wrong; {n} elements"),
                              {{"file", options.file}, {"n", absl::StrCat(ElementsOf(file->form))}})
              << "\n";
  return absl::OkStatus();
}

std::string OutcomeWords(const v1::PublishFormResponse& response, bool dry_run,
                         const i18n::Translator& tr) {
  const std::string version = absl::StrCat(response.form().version());
  const auto words = [&](const std::string& text) {
    return i18n::Format(text,
                        {{"form", forms::FormIdIn(response.form().name())}, {"version", version}});
  };
  if (!response.is_new()) return words(tr.Tr("Form {form} is this already, as version {version}."));
  if (dry_run) return words(tr.Tr("Form {form} could be published as version {version}."));
  return words(tr.Tr("Form {form} is published as version {version}."));
}

absl::Status RunPublish(const FormOptions& options, Context& context) {
  const absl::StatusOr<forms::FormFile> file = ReadChecked(options.file, context);
  if (!file.ok()) return file.status();
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::PublishFormRequest request;
  *request.mutable_form() = forms::ToProto(file->form);
  request.set_validate_only(options.dry_run);
  request.set_request_id(NewRequestId());
  const absl::StatusOr<v1::PublishFormResponse> response = (*server)->PublishForm(request);
  if (!response.ok()) {
    const auto problem = wire::ProblemOf(response.status());
    if (!problem || problem->field.empty()) return response.status();
    return absl::InvalidArgumentError(AtLine(options.file, *file, *problem));
  }
  if (context.format == OutputFormat::kTable) {
    context.out << OutcomeWords(*response, options.dry_run, context.tr) << "\n";
  } else {
    Json json = {{"name", response->form().name()},
                 {"version", response->form().version()},
                 {"is_new", response->is_new()}};
    WriteOne(json, context.format, context.out);
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> FormCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<FormOptions>();
  const Option file{"file", tr.Tr("The form, a TOML file; form show --toml writes one"),
                    &options->file, true};
  const auto command = [options](std::string path, std::string summary,
                                 absl::Status (*run)(const FormOptions&, Context&)) {
    Command made;
    made.path = std::move(path);
    made.summary = std::move(summary);
    made.run = [options, run](Context& context) { return run(*options, context); };
    return made;
  };
  Command list = command("form list", tr.Tr("Lists the forms that evaluations fill in"), RunList);
  list.examples = {"aftercallctl form list"};
  list.reads = true;
  Command show = command("form show", tr.Tr("Shows a form with what each score means"), RunShow);
  show.examples = {"aftercallctl form show default",
                   "aftercallctl form show default --toml > my-form.toml"};
  show.options = {{"form", tr.Tr("The form's id"), &options->name, true},
                  {"--version", tr.Tr("Which version; the latest by default"), &options->version},
                  {"--toml", tr.Tr("As the file that form publish takes"), &options->toml}};
  show.reads = true;
  Command check =
      command("form check",
              tr.Tr("Says what is wrong with a form's file, by line, without a server"), RunCheck);
  check.examples = {"aftercallctl form check my-form.toml"};
  check.options = {file};
  Command publish =
      command("form publish", tr.Tr("Publishes a form, or its next version"), RunPublish);
  publish.details = tr.Tr(
      "Evaluations made with earlier versions keep them. An element keeps its scale: another\n"
      "one is another element.");
  publish.examples = {"aftercallctl form publish my-form.toml --dry-run",
                      "aftercallctl form publish my-form.toml"};
  publish.options = {
      file, {"--dry-run", tr.Tr("Only say whether the server would take it"), &options->dry_run}};
  publish.reads = true;
  return {std::move(list), std::move(show), std::move(check), std::move(publish)};
}

}  // namespace aftercall::ctl
