#include "client/ctl/simulate/hands.h"

#include "shared/forms/form_proto.h"

namespace aftercall::ctl {

bool IsAway(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsCancelled(status);
}

bool CanBeReviewed(const v1::Interaction& interaction) {
  return interaction.channel() != v1::CHANNEL_VOICE || !interaction.recording_uri().empty();
}

absl::StatusOr<std::unique_ptr<ServerLink>> LinkFor(const std::string& user,
                                                    ServerLink* administrator,
                                                    const ConnectAs& connect) {
  v1::IssueTokenRequest request;
  request.set_user(user);
  const absl::StatusOr<v1::IssueTokenResponse> token = administrator->IssueToken(request);
  if (!token.ok() && IsAway(token.status())) return nullptr;
  if (!token.ok()) return token.status();
  return connect(token->token());
}

absl::StatusOr<const forms::Form*> FormShelf::Get(ServerLink* link, const std::string& name,
                                                  int version) {
  const auto known = forms_.find({name, version});
  if (known != forms_.end()) return &known->second;
  v1::GetFormRequest request;
  request.set_name(name);
  request.set_version(version);
  const absl::StatusOr<v1::GetFormResponse> response = link->GetForm(request);
  if (!response.ok()) return response.status();
  forms::Form& form = forms_[{name, version}];
  form = forms::FromProto(response->form());
  return &form;
}

}  // namespace aftercall::ctl
