#pragma once

#include "client/model/desk.h"
#include "client/net/json_values.h"

// Self-assessments, drafts and commands in the kept file. Reading throws as json_values.h says.
namespace aftercall::net {

json ToJson(const model::Prompt& prompt);
model::Prompt PromptFrom(const json& from);

json ToJson(const model::InteractionReference& reference);
model::InteractionReference ReferenceFrom(const json& from);
json ToJson(const model::FormKey& key);
model::FormKey FormKeyFrom(const json& from);

json ToJson(const model::SealedAnswer& sealed);
model::SealedAnswer SealedFrom(const json& from);

// What the person's own hand has done, and the forms for it: members of the file's one object.
void AddHand(const model::Kept& kept, json& to);
void TakeHand(const json& from, model::Kept& kept);

}  // namespace aftercall::net
