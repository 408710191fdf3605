#include "backend/rpc/form_service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "backend/commands/publish_form.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/directory_proto.h"
#include "backend/rpc/time_proto.h"
#include "shared/forms/form_proto.h"

namespace aftercall::rpc {
namespace {

v1::EvaluationForm Encode(const domain::PublishedForm& form) {
  v1::EvaluationForm proto = forms::ToProto(form.form);
  proto.set_version(form.version);
  *proto.mutable_published_at() = ToProto(form.published_at);
  if (form.published_by) proto.set_published_by(UserName(form.published_by));
  return proto;
}

absl::Status List(store::Reader& reader, v1::ListFormsResponse& response) {
  const auto forms = reader.ListForms();
  if (!forms.ok()) return forms.status();
  for (const auto& form : *forms) *response.add_forms() = Encode(form);
  return absl::OkStatus();
}

absl::Status Get(store::Reader& reader, const v1::GetFormRequest& request,
                 v1::GetFormResponse& response) {
  const std::string id = forms::FormIdIn(request.name());
  if (id.empty()) return BadField("name", request.name(), "A form is called \"forms/{form}\".");
  if (request.version() < 0) {
    return BadField("version", absl::StrCat(request.version()),
                    "A version is 1 or more; 0 is the latest.");
  }
  const auto form = reader.FindForm(id, request.version());
  if (!form.ok()) return form.status();
  if (!*form) return NotFound("name", request.name());
  *response.mutable_form() = Encode(**form);
  return absl::OkStatus();
}

absl::Status Tell(const absl::StatusOr<commands::FormOutcome>& outcome,
                  v1::PublishFormResponse& response) {
  if (!outcome.ok()) return outcome.status();
  *response.mutable_form() = Encode(outcome->published);
  response.set_is_new(outcome->is_new);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* FormService::ListForms(grpc::CallbackServerContext* call,
                                                 const v1::ListFormsRequest*,
                                                 v1::ListFormsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call,
                         [response](store::Reader& reader) { return List(reader, *response); });
}

grpc::ServerUnaryReactor* FormService::GetForm(grpc::CallbackServerContext* call,
                                               const v1::GetFormRequest* request,
                                               v1::GetFormResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [request, response](store::Reader& reader) {
    return Get(reader, *request, *response);
  });
}

grpc::ServerUnaryReactor* FormService::PublishForm(grpc::CallbackServerContext* call,
                                                   const v1::PublishFormRequest* request,
                                                   v1::PublishFormResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MaySetRules(*caller); !status.ok()) return End(call, status);
  const auto publish = [request, response, user = caller->user](store::Transaction& transaction) {
    const forms::Form form = forms::FromProto(request->form());
    return Tell(request->validate_only() ? commands::CheckForm(transaction, form, user)
                                         : commands::PublishForm(transaction, form, user),
                *response);
  };
  // Only asking leaves nothing behind, not even what was answered.
  if (request->validate_only()) return AnswerByWriting(context_, call, publish);
  return AnswerOnce(context_, call, request, response, publish);
}

}  // namespace aftercall::rpc
