use kernel::Thing;

use super::*;

/// A small sound definition to plant faults in.
fn sound() -> Definition {
    Definition::from_json(
        r#"{
        "key": "small", "version": 1, "scope": "kcdp",
        "title": {"vi": "Đề án", "en": "Project"},
        "states": [
            {"code": "draft", "vi": "Soạn thảo", "en": "Draft", "tone": "draft"},
            {"code": "passed", "vi": "Đạt", "en": "Passed", "tone": "progress"},
            {"code": "planned", "vi": "Đã giao", "en": "In the plan", "tone": "progress"},
            {"code": "asked", "vi": "Chờ điều chỉnh", "en": "Adjusting", "tone": "waiting"},
            {"code": "closed", "vi": "Kết thúc", "en": "Closed", "tone": "done", "terminal": true}
        ],
        "start": "draft",
        "opening": {"vi": "Lập", "en": "Open", "roles": ["officer"],
            "proof": {"vi": "Phiếu", "en": "Sheet", "required": false}},
        "transitions": [
            {"code": "approval", "from": ["draft"], "to": "passed", "vi": "Đạt", "en": "Pass",
                "roles": ["appraiser"], "effect": "plan",
                "proof": {"vi": "Biên bản", "en": "Minutes", "required": true}},
            {"code": "allotment", "from": ["passed"], "to": "planned", "vi": "Giao", "en": "Allot",
                "roles": ["appraiser"], "effect": "allot",
                "proof": {"vi": "Quyết định", "en": "Decision", "required": true}},
            {"code": "request", "from": ["passed", "planned"], "to": "asked", "vi": "Đề nghị",
                "en": "Ask", "roles": ["officer"], "needs_reason": true,
                "proof": {"vi": "Công văn", "en": "Letter", "required": true}},
            {"code": "answer", "from": ["asked"], "to": "@origin", "vi": "Trả lời", "en": "Answer",
                "roles": ["appraiser"],
                "proof": {"vi": "Công văn", "en": "Letter", "required": true}},
            {"code": "implementation", "from": ["planned"], "to": "@same", "vi": "Làm", "en": "Work",
                "roles": ["officer"],
                "proof": {"vi": "Kế hoạch", "en": "Plan", "required": false}},
            {"code": "final-report", "from": ["planned"], "to": "@same", "vi": "Báo cáo",
                "en": "Report", "roles": ["officer"],
                "proof": {"vi": "Báo cáo", "en": "Report", "required": false}},
            {"code": "contract", "from": ["planned"], "to": "closed", "vi": "Ký", "en": "Sign",
                "roles": ["centre_head"], "effect": "commit",
                "proof": {"vi": "Hợp đồng", "en": "Contract", "required": true}}
        ],
        "main_path": ["draft", "passed", "planned", "closed"]
    }"#,
    )
    .unwrap()
}

fn step<'d>(definition: &'d mut Definition, code: &str) -> &'d mut Transition {
    definition
        .transitions
        .iter_mut()
        .find(|t| t.code == code)
        .unwrap()
}

/// The faults after a change to the sound definition.
fn planted(change: impl FnOnce(&mut Definition)) -> Vec<Fault> {
    let mut definition = sound();
    change(&mut definition);
    check(&definition)
}

#[test]
fn the_definitions_that_come_with_the_product_are_sound() {
    assert_eq!(check(&sound()), []);
    for definition in builtin() {
        assert_eq!(check(&definition), [], "{}", definition.key);
        let states = definition.states.iter().map(|s| &s.name);
        let steps = definition
            .transitions
            .iter()
            .flat_map(|t| [&t.name, &t.proof.name]);
        for name in states.chain(steps).chain([&definition.title]) {
            assert!(name.is_complete(), "{}: {name:?}", definition.key);
        }
    }
}

#[test]
fn an_adjustment_is_decided_by_the_highest_office_that_its_subjects_ask_for() {
    let mut definition = kcdp();
    let adjustment = step(&mut definition, "adjustment");
    assert_eq!(adjustment.decider(&[Change::Time]), Some(Role::Appraiser));
    assert!(
        adjustment
            .deciders
            .iter()
            .all(|d| !d.confidence.is_verified() && d.article.is_empty()),
        "no text read so far says who decides which subject"
    );
    adjustment.roles.push(Role::CentreHead);
    let time = adjustment
        .deciders
        .iter_mut()
        .find(|d| d.change == Change::Time);
    time.unwrap().role = Role::CentreHead;
    assert_eq!(adjustment.decider(&[Change::Time]), Some(Role::CentreHead));
    let both = [Change::Time, Change::Money];
    assert_eq!(adjustment.decider(&both), Some(Role::Appraiser));
    adjustment.deciders.clear();
    assert_eq!(adjustment.decider(&both), None);
}

#[test]
fn who_decides_a_subject_must_be_able_to_take_the_step() {
    let faults = planted(|d| {
        step(d, "answer").deciders = vec![Decider {
            change: Change::Money,
            role: Role::MinistryAgency,
            article: String::new(),
            confidence: crate::Confidence::Unverified,
        }];
    });
    assert_eq!(
        faults,
        [Fault::DeciderNotOfStep {
            step: "answer".into(),
            role: "ministry_agency"
        }]
    );
}

#[test]
fn a_state_that_is_not_defined_is_found() {
    let faults = planted(|d| d.main_path[1] = "pased".into());
    assert!(faults.contains(&Fault::UnknownState {
        state: "pased".into(),
        place: "main_path".into()
    }));
    let faults = planted(|d| step(d, "answer").to = Destination::State("nowhere".into()));
    assert!(faults.contains(&Fault::UnknownState {
        state: "nowhere".into(),
        place: "answer".into()
    }));
}

#[test]
fn a_code_used_twice_is_found() {
    let faults = planted(|d| d.states.push(d.states[1].clone()));
    assert_eq!(faults, [Fault::DuplicateCode("passed".into())]);
    let faults = planted(|d| step(d, "request").code = "approval".into());
    assert_eq!(faults, [Fault::DuplicateCode("approval".into())]);
}

#[test]
fn a_missing_name_is_found_and_english_may_be_left_out() {
    assert_eq!(planted(|d| d.states[0].name.en.clear()), []);
    let faults = planted(|d| d.states[0].name.vi.clear());
    assert_eq!(faults, [Fault::WordingMissing("draft".into())]);
    let faults = planted(|d| step(d, "answer").proof.name.vi.clear());
    assert_eq!(faults, [Fault::WordingMissing("answer".into())]);
}

#[test]
fn a_state_nobody_can_reach_is_found() {
    let faults = planted(|d| step(d, "request").to = Destination::State("passed".into()));
    assert_eq!(faults, [Fault::Unreachable("asked".into())]);
}

#[test]
fn a_state_without_a_way_to_an_end_is_found() {
    let faults = planted(|d| step(d, "answer").to = Destination::Same);
    assert_eq!(faults, [Fault::NoWayToAnEnd("asked".into())]);
}

#[test]
fn two_states_that_only_lead_to_each_other_are_found() {
    let faults = planted(|d| step(d, "contract").to = Destination::State("draft".into()));
    for state in ["draft", "passed", "planned", "asked"] {
        assert!(
            faults.contains(&Fault::NoWayToAnEnd(state.into())),
            "{state}"
        );
    }
}

#[test]
fn an_end_with_exits_is_found() {
    let faults = planted(|d| step(d, "request").from.push("closed".into()));
    assert_eq!(faults, [Fault::EndWithExits("closed".into())]);
}

#[test]
fn a_step_nobody_may_take_is_found() {
    let faults = planted(|d| step(d, "answer").roles.clear());
    assert_eq!(faults, [Fault::NoRole("answer".into())]);
}

#[test]
fn a_role_that_may_not_decide_on_projects_is_found() {
    let faults = planted(|d| step(d, "answer").roles.push(Role::Establishment));
    assert_eq!(
        faults,
        [Fault::RoleMayNotDecide {
            step: "answer".into(),
            role: "establishment"
        }]
    );
}

#[test]
fn a_step_that_moves_money_without_its_paper_is_found() {
    let faults = planted(|d| step(d, "allotment").proof.required = false);
    assert_eq!(faults, [Fault::ProofMissing("allotment".into())]);
}

#[test]
fn a_contract_before_the_allotment_is_found() {
    let faults = planted(|d| step(d, "contract").from.push("passed".into()));
    let fault = Fault::EffectOutOfOrder {
        step: "contract".into(),
        needs: Effect::Allot,
    };
    assert_eq!(faults, [fault]);
}

#[test]
fn a_way_back_from_the_first_state_is_found() {
    let faults = planted(|d| step(d, "answer").from.push("draft".into()));
    assert!(faults.contains(&Fault::NoOrigin("answer".into())));
}

#[test]
fn a_main_path_that_skips_a_step_or_does_not_end_is_found() {
    let faults = planted(|d| drop(d.main_path.remove(1)));
    assert_eq!(faults, [Fault::MainPathBroken("planned".into())]);
    let faults = planted(|d| drop(d.main_path.pop()));
    assert_eq!(faults, [Fault::MainPathBroken("planned".into())]);
}

#[test]
fn a_step_that_others_look_for_keeps_its_code_its_effect_and_its_end() {
    let other = |step: &str, code| Fault::OtherCode {
        step: step.into(),
        code,
    };
    assert_eq!(
        planted(|d| step(d, "contract").code = "signing".into()),
        [other("signing", "contract")]
    );
    assert_eq!(
        planted(|d| step(d, "allotment").code = "giving".into()),
        [other("giving", "allotment")]
    );
    assert_eq!(
        planted(|d| step(d, "answer").code = "adjustment".into()),
        [Fault::OtherEffect {
            step: "adjustment".into(),
            effect: Effect::Adjust
        }]
    );
    let stopped = planted(|d| {
        let mut stop = step(d, "request").clone();
        stop.code = "stop".into();
        stop.effect = Some(Effect::Stop);
        stop.to = Destination::State("closed".into());
        d.transitions.push(stop);
    });
    assert_eq!(
        stopped,
        [Fault::OtherEnd {
            step: "stop".into(),
            state: "stopped"
        }]
    );
    let lost = planted(|d| d.transitions.retain(|t| t.code != "final-report"));
    assert_eq!(lost, [Fault::StepMissing("final-report")]);
}

#[test]
fn every_fault_has_a_sentence_in_both_languages() {
    let mut faults = planted(|d| {
        d.states.push(d.states[1].clone());
        step(d, "answer").roles.clear();
        step(d, "allotment").proof.required = false;
    });
    assert_eq!(faults.len(), 3);
    faults.extend(planted(|d| {
        step(d, "contract").code = "signing".into();
        step(d, "answer").code = "payment".into();
        step(d, "request").effect = Some(Effect::Stop);
        d.transitions.retain(|t| t.code != "implementation");
    }));
    assert!(faults.len() > 6, "{faults:?}");
    for fault in faults {
        let definition = sound();
        let (vi, en) = (
            fault.sentence(&definition, Lang::Vi),
            fault.sentence(&definition, Lang::En),
        );
        assert!(!vi.is_empty() && !en.is_empty() && vi != en);
    }
}

#[test]
fn a_definition_survives_being_written_and_read() {
    for definition in builtin() {
        assert_eq!(
            Definition::from_json(&definition.to_json()).unwrap(),
            definition
        );
    }
}

#[test]
fn an_adjustment_leads_back_to_where_the_project_came_from() {
    let kcqg = kcqg();
    assert!(kcqg.remembers_origin("adjust_req") && !kcqg.remembers_origin("planned"));
    let approval = kcqg.transition("adjustment").unwrap();
    for origin in ["planned", "contracted", "in_progress"] {
        assert_eq!(
            approval.destination("adjust_req", Some(origin)),
            Some(origin)
        );
    }
    assert_eq!(approval.destination("adjust_req", None), None);
    let advance = kcqg.transition("advance").unwrap();
    assert!(advance.is_event());
    assert_eq!(
        advance.destination("in_progress", None),
        Some("in_progress")
    );
}

#[test]
fn base_and_ministry_appraisal_are_decided_by_different_roles() {
    let kcqg = kcqg();
    let base = &kcqg.transition("base-approval").unwrap().roles;
    let ministry = &kcqg.transition("ministry-approval").unwrap().roles;
    assert_eq!(base, &[Role::Appraiser]);
    assert_eq!(ministry, &[Role::MinistryAgency]);
}

#[test]
fn local_projects_need_nothing_from_the_ministry() {
    let kcdp = kcdp();
    for role in kcdp.transitions.iter().flat_map(|t| &t.roles) {
        assert_ne!(*role, Role::MinistryAgency);
    }
    for state in [
        "sct_selected",
        "min_appraisal",
        "min_passed",
        "shifted_source",
    ] {
        assert!(kcdp.state(state).is_none(), "{state}");
    }
}

#[test]
fn each_role_sees_its_own_steps() {
    let kcqg = kcqg();
    let codes = |state: &str, role| -> Vec<String> {
        kcqg.available(state, role)
            .into_iter()
            .map(|t| t.code.clone())
            .collect()
    };
    assert_eq!(
        codes("base_appraisal", Role::Appraiser),
        ["supplement-request", "base-approval", "base-refusal"]
    );
    assert_eq!(codes("in_progress", Role::Accountant), ["advance"]);
    assert_eq!(codes("min_appraisal", Role::Appraiser), [""; 0]);
    assert_eq!(codes("closed", Role::CentreHead), [""; 0]);
    for definition in builtin() {
        for state in &definition.states {
            assert!(
                definition
                    .available(&state.code, Role::Administrator)
                    .is_empty()
            );
        }
    }
}

#[test]
fn refusals_returns_and_stops_ask_for_a_reason() {
    for definition in builtin() {
        for step in &definition.transitions {
            let stopping = match &step.to {
                Destination::State(to) => definition
                    .state(to)
                    .is_some_and(|s| matches!(s.tone, Tone::Stopped | Tone::Waiting)),
                _ => step.code.ends_with("refusal"),
            };
            assert!(
                !stopping || step.needs_reason,
                "{} {}",
                definition.key,
                step.code
            );
        }
    }
}

#[test]
fn a_project_may_be_withdrawn_until_its_contract() {
    for definition in builtin() {
        let withdrawal = definition.transition("withdrawal").unwrap();
        let before_contract = definition
            .main_path
            .iter()
            .take_while(|state| *state != "contracted");
        for state in before_contract {
            assert!(
                withdrawal.from.contains(state),
                "{} {state}",
                definition.key
            );
        }
        assert!(
            !withdrawal
                .from
                .iter()
                .any(|s| s == "contracted" || s == "in_progress")
        );
    }
}

#[test]
fn the_step_line_shows_a_returned_project_beside_the_path() {
    let kcdp = kcdp();
    let here = |state: &str, visited: &[&str]| {
        let line = kcdp.step_line(state, visited);
        assert_eq!(line.len(), kcdp.main_path.len());
        let at: Vec<_> = line
            .iter()
            .filter(|s| s.position == StepPosition::Here)
            .collect();
        assert_eq!(at.len(), 1);
        at[0].state.code.clone()
    };
    assert_eq!(here("need", &[]), "need");
    let visited = ["need", "draft", "registered", "base_appraisal"];
    assert_eq!(here("needs_more", &visited), "base_appraisal");
    assert_eq!(here("closed", &visited), "closed");
    let past = kcdp.step_line("planned", &[]);
    assert!(
        past.iter()
            .take_while(|s| s.state.code != "planned")
            .all(|s| { s.position == StepPosition::Past })
    );
}

#[test]
fn every_opening_role_may_create_needs_and_every_guard_speaks_both_languages() {
    for definition in builtin() {
        for role in &definition.opening.roles {
            assert!(kernel::may(*role, kernel::Verb::Create, Thing::Need));
        }
        let guards = definition
            .transitions
            .iter()
            .flat_map(|t| t.guards.iter().chain(&t.warnings));
        for guard in guards.chain(&definition.opening.guards) {
            assert_ne!(guard.unmet(Lang::Vi), guard.unmet(Lang::En));
        }
    }
}

#[test]
fn a_step_that_begins_nowhere_is_found() {
    let faults = planted(|d| step(d, "answer").from.clear());
    assert!(faults.contains(&Fault::FromNowhere("answer".into())));
}

#[test]
fn a_code_that_no_address_can_carry_is_found() {
    for code in ["", "Ký", "a/b", "costs", "opening"] {
        let faults = planted(|d| step(d, "answer").code = code.into());
        assert_eq!(faults, [Fault::BadCode(code.into())]);
    }
}

#[test]
fn a_fault_names_the_state_as_people_call_it_and_leads_there() {
    let mut definition = sound();
    step(&mut definition, "request").to = Destination::State("passed".into());
    let faults = check(&definition);
    let sentence = faults[0].sentence(&definition, Lang::Vi);
    assert!(sentence.contains("“Chờ điều chỉnh”"), "{sentence}");
    assert_eq!(
        faults[0].subject(&definition),
        Subject::State("asked".into())
    );
}

mod random {
    use proptest::prelude::*;

    use super::*;

    /// One edit of a definition as a person could make it, right or wrong.
    fn edited(d: &mut Definition, (what, i, j): (u8, usize, usize)) {
        let states: Vec<String> = d.states.iter().map(|s| s.code.clone()).collect();
        let some = |n: usize| states.get(n % (states.len() + 1)).cloned();
        let t = i % d.transitions.len().max(1);
        match what {
            0 => d.states.retain(|s| Some(&s.code) != some(i).as_ref()),
            1 => d.transitions.truncate(i),
            2 => d.main_path.extend(some(i)),
            3 => d.main_path.truncate(i),
            4 => d.start = some(i).unwrap_or_default(),
            5 => d
                .states
                .iter_mut()
                .skip(i)
                .take(1)
                .for_each(|s| s.terminal = !s.terminal),
            _ => {
                let Some(step) = d.transitions.get_mut(t) else {
                    return;
                };
                match what {
                    6 => step.from.extend(some(j)),
                    7 => step.from.clear(),
                    8 => step.to = Destination::Origin,
                    9 => step.to = Destination::Same,
                    10 => step.to = Destination::State(some(j).unwrap_or("nowhere".into())),
                    11 => step.roles = vec![Role::ALL[j % Role::ALL.len()]],
                    12 => step.proof.required = false,
                    13 => step.effect = Effect::ALL.get(j % (Effect::ALL.len() + 1)).copied(),
                    _ => step.code = some(j).unwrap_or_default(),
                }
            }
        }
    }

    proptest! {
        /// Whatever is edited, the checker answers: sound, or with faults that have sentences; and
        /// what it accepts can be walked from its start to an end.
        #[test]
        fn edits_are_accepted_or_named_faulty(
            edits in prop::collection::vec((0_u8..15, 0_usize..50, 0_usize..30), 0..6),
            national in any::<bool>(),
        ) {
            let mut definition = if national { kcqg() } else { kcdp() };
            for edit in edits {
                edited(&mut definition, edit);
            }
            let faults = check(&definition);
            for fault in &faults {
                prop_assert!(!fault.sentence(&definition, Lang::Vi).is_empty());
                prop_assert!(!fault.to_string().is_empty());
                fault.subject(&definition);
            }
            if faults.is_empty() {
                let mut reached = vec![definition.start.clone()];
                let mut i = 0;
                while let Some(state) = reached.get(i).cloned() {
                    for step in definition.exits(&state) {
                        if let Destination::State(to) = &step.to && !reached.contains(to) {
                            reached.push(to.clone());
                        }
                    }
                    i += 1;
                }
                prop_assert_eq!(reached.len(), definition.states.len());
                prop_assert!(reached.iter().any(|state| definition.is_terminal(state)));
            }
        }
    }
}

#[test]
fn the_start_reminds_of_the_agreement_and_a_remedy_demands_its_answers() {
    for definition in builtin() {
        let start = definition.transition("implementation").unwrap();
        assert_eq!(start.warnings, [Guard::AgreementSigned]);
        let remedy = definition.transition("remedy").unwrap();
        assert_eq!(remedy.guards, [Guard::DefectsAnswered]);
    }
}
