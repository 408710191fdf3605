#include "tests/support/make_form.h"

namespace aftercall::testing {

forms::Form SmallForm() {
  forms::Element care;
  care.id = "care";
  care.title = {{"en", "Showed care"}, {"zh", "让客户感到被重视"}};
  care.guidance = {{"en", "In words."}, {"zh", "用语言表达。"}};
  care.low = 1;
  care.high = 3;
  care.anchors = {{{"en", "No"}, {"zh", "没有"}},
                  {{"en", "Some"}, {"zh", "有一些"}},
                  {{"en", "Yes"}, {"zh", "有"}}};
  care.weight = 2;
  care.may_not_apply = true;
  care.quick = true;
  care.coaching_topic = "empathy";
  forms::Element solved;
  solved.id = "solved";
  solved.title = {{"en", "Solved"}, {"zh", "已解决"}};
  solved.low = 0;
  solved.high = 1;
  solved.anchors = {{{"en", "No"}, {"zh", "没有"}}, {{"en", "Yes"}, {"zh", "是"}}};
  solved.auto_fail = true;
  solved.question_id = "resolved";
  forms::Form form;
  form.id = "small";
  form.languages = {"en", "zh"};
  form.title = {{"en", "Small"}, {"zh", "小表"}};
  form.sections = {{"manner", {{"en", "Manner"}, {"zh", "相处"}}, {care}},
                   {"end", {{"en", "End"}, {"zh", "结果"}}, {solved}}};
  return form;
}

forms::Form ComparedForm() {
  forms::Form form = SmallForm();
  form.id = "compared";
  forms::Element whole;
  whole.id = "whole";
  whole.title = {{"en", "As a whole"}, {"zh", "总的来说"}};
  whole.anchors.assign(5, {{"en", "So"}, {"zh", "这样"}});
  whole.quick = true;
  whole.question_id = "stars";
  form.sections[1].elements.push_back(whole);
  return form;
}

}  // namespace aftercall::testing
