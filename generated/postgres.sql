-- The schema after all steps. Written by `cargo xtask codegen`.

TABLE acceptance_item
    id uuid NOT NULL
    project_id uuid NOT NULL
    establishment_id uuid
    position bigint NOT NULL
    name text NOT NULL
    model text NOT NULL
    serial text NOT NULL
    maker text NOT NULL
    origin text NOT NULL
    made_year bigint
    quantity bigint NOT NULL
    price bigint NOT NULL
    invoice_no text NOT NULL
    invoice_on date

TABLE account
    id uuid NOT NULL
    username text NOT NULL
    name text NOT NULL
    role text NOT NULL
    organisation text NOT NULL
    home_id bigint
    establishment_id uuid
    password_hash text NOT NULL
    active boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    version bigint NOT NULL

TABLE account_commune
    account_id uuid NOT NULL
    unit_id bigint NOT NULL

TABLE annual_plan
    id uuid NOT NULL
    scope text NOT NULL
    province_id bigint
    year bigint NOT NULL
    title text NOT NULL
    instrument_no text NOT NULL
    instrument_on date
    issuer text NOT NULL
    stated_tasks bigint
    stated_amount bigint
    note text NOT NULL
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE api_token
    hash text NOT NULL
    account_id uuid NOT NULL
    label text NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE appraisal
    project_id uuid NOT NULL
    level text NOT NULL
    conclusion text NOT NULL
    proposed bigint NOT NULL
    note text NOT NULL
    actor text NOT NULL
    on_date date NOT NULL
    at timestamp with time zone NOT NULL

TABLE appraisal_verdict
    project_id uuid NOT NULL
    level text NOT NULL
    criterion text NOT NULL
    verdict text NOT NULL
    note text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE audit_head
    id bigint NOT NULL
    seq bigint NOT NULL
    hash text NOT NULL

TABLE audit_record
    seq bigint NOT NULL
    at timestamp with time zone NOT NULL
    account_id uuid
    actor text NOT NULL
    role text NOT NULL
    verb text NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL
    before_json text NOT NULL
    after_json text NOT NULL
    prev_hash text NOT NULL
    hash text NOT NULL

TABLE broadcast_item
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    unit_id bigint NOT NULL
    title text NOT NULL
    station text NOT NULL
    series text NOT NULL
    first_aired_on date NOT NULL
    items bigint NOT NULL
    minutes bigint NOT NULL
    repeats bigint NOT NULL
    evidence text NOT NULL
    note text NOT NULL

TABLE bulletin_issue
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    unit_id bigint NOT NULL
    number text NOT NULL
    title text NOT NULL
    published_on date NOT NULL
    copies bigint NOT NULL
    pages bigint NOT NULL
    evidence text NOT NULL
    note text NOT NULL

TABLE ceiling_decision
    id uuid NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL
    norm_id uuid
    rules_sha256 text NOT NULL
    facts_json text NOT NULL
    norms_json text NOT NULL
    result_json text NOT NULL
    kept_by text NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE cluster
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint
    search text NOT NULL
    province_id bigint NOT NULL
    unit_id bigint NOT NULL
    name text NOT NULL
    place text NOT NULL
    manager text NOT NULL
    managed_since text
    area_m2 bigint
    status text NOT NULL
    source text NOT NULL
    note text NOT NULL

TABLE cost_line
    id uuid NOT NULL
    project_id uuid NOT NULL
    establishment_id uuid
    position bigint NOT NULL
    title text NOT NULL
    unit text NOT NULL
    quantity bigint NOT NULL
    unit_price bigint NOT NULL
    amount bigint NOT NULL
    counted boolean NOT NULL
    removed boolean NOT NULL

TABLE cost_line_source
    line_id uuid NOT NULL
    source text NOT NULL
    requested bigint NOT NULL
    planned bigint NOT NULL
    allotted bigint NOT NULL
    committed bigint NOT NULL
    advanced bigint NOT NULL
    accepted bigint NOT NULL
    settled bigint NOT NULL
    paid bigint NOT NULL
    recovered bigint NOT NULL

TABLE cost_version
    project_id uuid NOT NULL
    number bigint NOT NULL
    state text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE cost_version_line
    project_id uuid NOT NULL
    number bigint NOT NULL
    line_id uuid NOT NULL
    position bigint NOT NULL
    establishment_id uuid
    title text NOT NULL
    unit text NOT NULL
    quantity bigint NOT NULL
    unit_price bigint NOT NULL
    counted boolean NOT NULL
    kcqg bigint NOT NULL
    kcdp bigint NOT NULL
    other_state bigint NOT NULL
    counterpart bigint NOT NULL
    loan bigint NOT NULL

TABLE dossier_entry
    project_id uuid NOT NULL
    item text NOT NULL
    present boolean NOT NULL
    note text NOT NULL
    file_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE establishment
    id uuid NOT NULL
    name text NOT NULL
    short_name text NOT NULL
    name_fold text NOT NULL
    name_key text NOT NULL
    search text NOT NULL
    legal_form text NOT NULL
    tax_code text
    registration_number text NOT NULL
    registration_date date
    registration_issuer text NOT NULL
    representative text NOT NULL
    phone text NOT NULL
    email text NOT NULL
    website text NOT NULL
    owner_sex text
    owner_ethnic text NOT NULL
    founded date
    industry_version bigint NOT NULL
    industry_code text NOT NULL
    head_office text NOT NULL
    declared_sme boolean
    publish_profile boolean NOT NULL
    publish_contact boolean NOT NULL
    unit_id bigint NOT NULL
    province_id bigint NOT NULL
    status text NOT NULL
    closed_on date
    closed_reason text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    text_vector tsvector

TABLE establishment_site
    id uuid NOT NULL
    establishment_id uuid NOT NULL
    main boolean NOT NULL
    unit_id bigint NOT NULL
    province_id bigint NOT NULL
    address text NOT NULL
    in_craft_village boolean NOT NULL
    craft_village text NOT NULL
    cluster_note text NOT NULL
    since date
    until date
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE establishment_year
    id uuid NOT NULL
    establishment_id uuid NOT NULL
    year bigint NOT NULL
    source text NOT NULL
    revision bigint NOT NULL
    workers bigint
    women bigint
    revenue bigint
    capital bigint
    collected_on date NOT NULL
    note text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE form_submission
    key uuid NOT NULL
    account_id uuid
    at timestamp with time zone NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL

TABLE industry
    version bigint NOT NULL
    code text NOT NULL
    level bigint NOT NULL
    parent_code text NOT NULL
    name text NOT NULL
    search text NOT NULL

TABLE industry_map
    code_2018 text NOT NULL
    code_2025 text NOT NULL
    level bigint NOT NULL
    relation text NOT NULL

TABLE installation
    id bigint NOT NULL
    demo boolean NOT NULL

TABLE instrument
    id uuid NOT NULL
    seed_key text
    kind text NOT NULL
    number text NOT NULL
    issuer text NOT NULL
    subject text NOT NULL
    signed_on date
    signed_year bigint NOT NULL
    effective_from date
    effective_to date
    unit_id bigint
    file_id uuid
    source text NOT NULL
    note text NOT NULL
    verified boolean NOT NULL
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE instrument_relation
    from_id uuid NOT NULL
    kind text NOT NULL
    to_id uuid NOT NULL

TABLE item_claim
    claim text NOT NULL
    project_id uuid NOT NULL

TABLE kept_rules
    sha256 text NOT NULL
    content text NOT NULL

TABLE machine_support
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    establishment_id uuid NOT NULL
    unit_id bigint NOT NULL
    project_id uuid
    name text NOT NULL
    model text NOT NULL
    serial text NOT NULL
    maker text NOT NULL
    origin text NOT NULL
    made_year bigint
    quantity bigint NOT NULL
    price bigint NOT NULL
    support bigint NOT NULL
    accepted_on date NOT NULL
    note text NOT NULL

TABLE meeting
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint
    search text NOT NULL
    kind text NOT NULL
    ordinal text NOT NULL
    title text NOT NULL
    held_on text NOT NULL
    place text NOT NULL
    host text NOT NULL
    guest text NOT NULL
    region text NOT NULL
    provinces bigint
    delegates bigint
    topics text NOT NULL
    source text NOT NULL

TABLE migration
    name text NOT NULL

TABLE money_entry
    id uuid NOT NULL
    project_id uuid NOT NULL
    line_id uuid NOT NULL
    source text NOT NULL
    kind text NOT NULL
    amount bigint NOT NULL
    year bigint NOT NULL
    on_date date NOT NULL
    step text NOT NULL
    paper_id uuid
    account_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE need
    id uuid NOT NULL
    establishment_id uuid NOT NULL
    establishment_name text NOT NULL
    site_id uuid
    unit_id bigint NOT NULL
    province_id bigint NOT NULL
    activity text NOT NULL
    variant text NOT NULL
    line boolean NOT NULL
    title text NOT NULL
    description text NOT NULL
    total_cost bigint NOT NULL
    own_money bigint NOT NULL
    help_wanted bigint NOT NULL
    year bigint NOT NULL
    met_by text NOT NULL
    met_on date NOT NULL
    source text NOT NULL
    state text NOT NULL
    reason text NOT NULL
    decided_on date
    project_id uuid
    project_code text NOT NULL
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE norm
    id uuid NOT NULL
    key text NOT NULL
    version bigint NOT NULL
    supersedes_id uuid
    change text NOT NULL
    reason text NOT NULL
    scope text NOT NULL
    territory_id bigint
    activity text NOT NULL
    variant text NOT NULL
    title_vi text NOT NULL
    title_en text NOT NULL
    pct_bp bigint
    cap bigint
    per text NOT NULL
    multiplier_x100 bigint NOT NULL
    condition_vi text NOT NULL
    condition_en text NOT NULL
    cost_items_vi text NOT NULL
    cost_items_en text NOT NULL
    instrument_id uuid
    legal_doc text NOT NULL
    locator text NOT NULL
    valid_from date
    valid_to date
    verified boolean NOT NULL
    verified_by text NOT NULL
    verified_at timestamp with time zone
    evidence text NOT NULL
    source text NOT NULL
    recorded_by text NOT NULL
    recorded_account uuid
    recorded_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL

TABLE number_series
    name text NOT NULL
    last bigint NOT NULL

TABLE plan_line
    id uuid NOT NULL
    plan_id uuid NOT NULL
    position bigint NOT NULL
    title text NOT NULL
    activity text NOT NULL
    quantity bigint
    unit_word text NOT NULL
    amount bigint
    implementer text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE project
    id uuid NOT NULL
    code text NOT NULL
    title text NOT NULL
    kind text NOT NULL
    scope text NOT NULL
    activity text NOT NULL
    variant text NOT NULL
    line boolean NOT NULL
    year bigint NOT NULL
    province_id bigint NOT NULL
    unit_id bigint
    need_id uuid
    plan_line_id uuid
    workflow_id uuid NOT NULL
    state text NOT NULL
    origin_state text
    implementer text NOT NULL
    coordinator text NOT NULL
    background text NOT NULL
    goals text NOT NULL
    content text NOT NULL
    effect text NOT NULL
    starts_on date
    ends_on date
    drafted_on date NOT NULL
    approved_on date
    advance_limit_bp bigint
    accepted_on date
    state_since date NOT NULL
    beneficiaries text NOT NULL
    search text NOT NULL
    created_by uuid
    created_at timestamp with time zone NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL

TABLE project_beneficiary
    project_id uuid NOT NULL
    establishment_id uuid NOT NULL
    position bigint NOT NULL
    name text NOT NULL
    unit_id bigint NOT NULL

TABLE project_ceiling
    id uuid NOT NULL
    project_id uuid NOT NULL
    step text NOT NULL
    on_date date NOT NULL
    establishment_id uuid
    ceiling_id uuid NOT NULL
    asked bigint NOT NULL
    ceiling bigint
    equation text NOT NULL
    article text NOT NULL
    verified boolean NOT NULL
    at timestamp with time zone NOT NULL

TABLE project_event
    id uuid NOT NULL
    project_id uuid NOT NULL
    step text NOT NULL
    from_state text
    to_state text NOT NULL
    on_date date NOT NULL
    reason text NOT NULL
    note text NOT NULL
    paper_id uuid
    account_id uuid
    actor text NOT NULL
    role text NOT NULL
    at timestamp with time zone NOT NULL

TABLE project_result
    project_id uuid NOT NULL
    position bigint NOT NULL
    name text NOT NULL
    unit text NOT NULL
    planned bigint
    actual bigint NOT NULL

TABLE proof_file
    id uuid NOT NULL
    project_id uuid NOT NULL
    paper_id uuid NOT NULL
    file_id uuid NOT NULL
    sha256 text NOT NULL
    account_id uuid
    created_at timestamp with time zone NOT NULL

TABLE proof_paper
    id uuid NOT NULL
    project_id uuid NOT NULL
    step text NOT NULL
    title text NOT NULL
    number text NOT NULL
    signed_on date NOT NULL
    signer text NOT NULL
    account_id uuid
    created_at timestamp with time zone NOT NULL

TABLE published_establishment
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    establishment_id uuid NOT NULL
    unit_id bigint NOT NULL
    url text NOT NULL
    published_on date NOT NULL
    consent boolean NOT NULL
    consent_paper text NOT NULL
    note text NOT NULL

TABLE recognised_product
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    establishment_id uuid NOT NULL
    unit_id bigint NOT NULL
    name text NOT NULL
    product_group text NOT NULL
    level text NOT NULL
    decision text NOT NULL
    decided_on date NOT NULL
    certificate text NOT NULL
    valid_to date NOT NULL
    note text NOT NULL

TABLE recommendation
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint
    search text NOT NULL
    content text NOT NULL
    proposer text NOT NULL
    addressee text NOT NULL
    meeting_id uuid
    raised_on date
    sent_number text NOT NULL
    sent_on date
    answered_number text NOT NULL
    answered_on date
    answer text NOT NULL
    closed_on date
    outcome text
    source text NOT NULL
    note text NOT NULL

TABLE reference_load
    id bigint NOT NULL
    content text NOT NULL

TABLE region_member
    region_set text NOT NULL
    region_code text NOT NULL
    region_name text NOT NULL
    era text NOT NULL
    province_id bigint NOT NULL
    confidence text NOT NULL

TABLE session
    id text NOT NULL
    data text NOT NULL
    expires_at timestamp with time zone NOT NULL

TABLE showroom_support
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    establishment_id uuid NOT NULL
    unit_id bigint NOT NULL
    address text NOT NULL
    area_m2 bigint
    cost bigint NOT NULL
    support bigint NOT NULL
    opened_on date NOT NULL
    note text NOT NULL

TABLE sign_in_failure
    username text NOT NULL
    at timestamp with time zone NOT NULL

TABLE stored_file
    id uuid NOT NULL
    name text NOT NULL
    media_type text NOT NULL
    size bigint NOT NULL
    sha256 text NOT NULL
    at timestamp with time zone NOT NULL
    account_id uuid

TABLE training_class
    id uuid NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    year bigint NOT NULL
    search text NOT NULL
    province_id bigint NOT NULL
    unit_id bigint NOT NULL
    kind text NOT NULL
    name text NOT NULL
    host text NOT NULL
    place text NOT NULL
    starts_on date NOT NULL
    ends_on date
    learners_planned bigint NOT NULL
    learners bigint NOT NULL
    women bigint NOT NULL
    evidence text NOT NULL
    note text NOT NULL

TABLE unit
    id bigint NOT NULL
    code text NOT NULL
    name text NOT NULL
    short_name text NOT NULL
    kind text NOT NULL
    level text NOT NULL
    parent_id bigint
    province_id bigint NOT NULL
    valid_from date
    valid_to date
    label text NOT NULL
    search text NOT NULL

TABLE unit_family
    province_id bigint NOT NULL
    member_id bigint NOT NULL

TABLE unit_succession
    old_id bigint NOT NULL
    new_id bigint NOT NULL
    whole boolean NOT NULL
    on_date date NOT NULL
    is_default boolean NOT NULL

TABLE workflow_version
    id uuid NOT NULL
    key text NOT NULL
    number bigint NOT NULL
    scope text NOT NULL
    territory_id bigint
    definition text NOT NULL
    valid_from date NOT NULL
    created_at timestamp with time zone NOT NULL

CONSTRAINTS
    acceptance_item acceptance_item_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    acceptance_item acceptance_item_pkey PRIMARY KEY (id)
    acceptance_item acceptance_item_price CHECK ((price >= 0))
    acceptance_item acceptance_item_project FOREIGN KEY (project_id) REFERENCES project(id)
    acceptance_item acceptance_item_quantity CHECK ((quantity > 0))
    account account_establishment_role CHECK (((role = 'establishment'::text) = (establishment_id IS NOT NULL)))
    account account_home_id_fkey FOREIGN KEY (home_id) REFERENCES unit(id)
    account account_name_check CHECK ((name <> ''::text))
    account account_pkey PRIMARY KEY (id)
    account account_role_check CHECK ((role = ANY (ARRAY['officer'::text, 'centre_head'::text, 'appraiser'::text, 'accountant'::text, 'ministry_agency'::text, 'collaborator'::text, 'establishment'::text, 'administrator'::text])))
    account account_username_check CHECK ((username <> ''::text))
    account_commune account_commune_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
    account_commune account_commune_pkey PRIMARY KEY (account_id, unit_id)
    account_commune account_commune_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
    annual_plan annual_plan_local_province CHECK (((scope = 'kcqg'::text) OR (province_id IS NOT NULL)))
    annual_plan annual_plan_pkey PRIMARY KEY (id)
    annual_plan annual_plan_province FOREIGN KEY (province_id) REFERENCES unit(id)
    annual_plan annual_plan_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    annual_plan annual_plan_stated_amount CHECK ((stated_amount >= 0))
    annual_plan annual_plan_stated_tasks CHECK ((stated_tasks >= 0))
    annual_plan annual_plan_year CHECK (((year >= 2000) AND (year <= 2200)))
    api_token api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
    api_token api_token_pkey PRIMARY KEY (hash)
    appraisal appraisal_conclusion CHECK ((conclusion = ANY (ARRAY['passed'::text, 'passed_with_changes'::text, 'failed'::text])))
    appraisal appraisal_level CHECK ((level = ANY (ARRAY['base'::text, 'ministry'::text])))
    appraisal appraisal_pkey PRIMARY KEY (project_id, level)
    appraisal appraisal_project FOREIGN KEY (project_id) REFERENCES project(id)
    appraisal appraisal_proposed CHECK ((proposed >= 0))
    appraisal_verdict appraisal_verdict_level CHECK ((level = ANY (ARRAY['base'::text, 'ministry'::text])))
    appraisal_verdict appraisal_verdict_pkey PRIMARY KEY (project_id, level, criterion)
    appraisal_verdict appraisal_verdict_project FOREIGN KEY (project_id) REFERENCES project(id)
    appraisal_verdict appraisal_verdict_verdict CHECK ((verdict = ANY (ARRAY['pass'::text, 'fail'::text, 'needs_more'::text])))
    audit_head audit_head_id_check CHECK ((id = 1))
    audit_head audit_head_pkey PRIMARY KEY (id)
    audit_record audit_record_pkey PRIMARY KEY (seq)
    broadcast_item broadcast_item_counts CHECK (((items > 0) AND (minutes >= 0) AND (repeats >= 0)))
    broadcast_item broadcast_item_pkey PRIMARY KEY (id)
    broadcast_item broadcast_item_province FOREIGN KEY (province_id) REFERENCES unit(id)
    broadcast_item broadcast_item_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    broadcast_item broadcast_item_year CHECK ((year = (substr((first_aired_on)::text, 1, 4))::bigint))
    bulletin_issue bulletin_issue_counts CHECK (((copies >= 0) AND (pages >= 0)))
    bulletin_issue bulletin_issue_pkey PRIMARY KEY (id)
    bulletin_issue bulletin_issue_province FOREIGN KEY (province_id) REFERENCES unit(id)
    bulletin_issue bulletin_issue_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    bulletin_issue bulletin_issue_year CHECK ((year = (substr((published_on)::text, 1, 4))::bigint))
    ceiling_decision ceiling_decision_norm_id_fkey FOREIGN KEY (norm_id) REFERENCES norm(id)
    ceiling_decision ceiling_decision_pkey PRIMARY KEY (id)
    ceiling_decision ceiling_decision_rules_sha256_fkey FOREIGN KEY (rules_sha256) REFERENCES kept_rules(sha256)
    cluster cluster_area CHECK (((area_m2 IS NULL) OR (area_m2 >= 0)))
    cluster cluster_pkey PRIMARY KEY (id)
    cluster cluster_province FOREIGN KEY (province_id) REFERENCES unit(id)
    cluster cluster_since CHECK (((managed_since IS NULL) OR (length(managed_since) = ANY (ARRAY[4, 7, 10]))))
    cluster cluster_status CHECK ((status = ANY (ARRAY['planned'::text, 'established'::text, 'building'::text, 'operating'::text, 'suspended'::text, 'revoked'::text, 'unknown'::text])))
    cluster cluster_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    cost_line cost_line_amount CHECK ((amount = (quantity * unit_price)))
    cost_line cost_line_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    cost_line cost_line_pkey PRIMARY KEY (id)
    cost_line cost_line_project FOREIGN KEY (project_id) REFERENCES project(id)
    cost_line cost_line_quantity CHECK ((quantity > 0))
    cost_line cost_line_unit_price CHECK ((unit_price >= 0))
    cost_line_source cost_line_source_line FOREIGN KEY (line_id) REFERENCES cost_line(id)
    cost_line_source cost_line_source_pkey PRIMARY KEY (line_id, source)
    cost_line_source cost_line_source_source CHECK ((source = ANY (ARRAY['kcqg'::text, 'kcdp'::text, 'other_state'::text, 'counterpart'::text, 'loan'::text])))
    cost_line_source money_accepted CHECK ((accepted >= 0))
    cost_line_source money_accepted_within_committed CHECK (((source <> ALL (ARRAY['kcqg'::text, 'kcdp'::text])) OR (accepted <= committed)))
    cost_line_source money_advanced CHECK ((advanced >= 0))
    cost_line_source money_advanced_within_committed CHECK ((advanced <= committed))
    cost_line_source money_allotted CHECK ((allotted >= 0))
    cost_line_source money_allotted_within_planned CHECK ((allotted <= planned))
    cost_line_source money_committed CHECK ((committed >= 0))
    cost_line_source money_committed_within_allotted CHECK ((committed <= allotted))
    cost_line_source money_paid CHECK ((paid >= 0))
    cost_line_source money_paid_within_accepted CHECK (((paid = 0) OR (((advanced + paid) - recovered) <= accepted)))
    cost_line_source money_planned CHECK ((planned >= 0))
    cost_line_source money_planned_within_requested CHECK ((planned <= requested))
    cost_line_source money_promotion_only CHECK (((source = ANY (ARRAY['kcqg'::text, 'kcdp'::text])) OR ((((((allotted + committed) + advanced) + settled) + paid) + recovered) = 0)))
    cost_line_source money_recovered CHECK ((recovered >= 0))
    cost_line_source money_recovered_within_spent CHECK ((recovered <= (advanced + paid)))
    cost_line_source money_requested CHECK ((requested >= 0))
    cost_line_source money_settled CHECK ((settled >= 0))
    cost_line_source money_settled_within_accepted CHECK ((settled <= accepted))
    cost_version cost_version_pkey PRIMARY KEY (project_id, number)
    cost_version cost_version_project FOREIGN KEY (project_id) REFERENCES project(id)
    cost_version cost_version_state CHECK ((state = ANY (ARRAY['approved'::text, 'proposed'::text, 'superseded'::text, 'refused'::text])))
    cost_version_line cost_version_line_pkey PRIMARY KEY (project_id, number, line_id)
    cost_version_line cost_version_line_version FOREIGN KEY (project_id, number) REFERENCES cost_version(project_id, number)
    dossier_entry dossier_entry_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    dossier_entry dossier_entry_pkey PRIMARY KEY (project_id, item)
    dossier_entry dossier_entry_project FOREIGN KEY (project_id) REFERENCES project(id)
    establishment establishment_closed CHECK (((status = 'closed'::text) = (closed_on IS NOT NULL)))
    establishment establishment_industry FOREIGN KEY (industry_version, industry_code) REFERENCES industry(version, code)
    establishment establishment_name CHECK ((name <> ''::text))
    establishment establishment_owner_sex CHECK ((owner_sex = ANY (ARRAY['male'::text, 'female'::text])))
    establishment establishment_pkey PRIMARY KEY (id)
    establishment establishment_province FOREIGN KEY (province_id) REFERENCES unit(id)
    establishment establishment_status CHECK ((status = ANY (ARRAY['active'::text, 'closed'::text])))
    establishment establishment_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    establishment_site establishment_site_days CHECK (((since IS NULL) OR (until IS NULL) OR (since <= until)))
    establishment_site establishment_site_owner FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    establishment_site establishment_site_pkey PRIMARY KEY (id)
    establishment_site establishment_site_province FOREIGN KEY (province_id) REFERENCES unit(id)
    establishment_site establishment_site_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    establishment_year establishment_year_amounts CHECK (((revenue >= 0) AND (capital >= 0)))
    establishment_year establishment_year_figures CHECK (((workers >= 0) AND (women >= 0) AND (women <= workers)))
    establishment_year establishment_year_owner FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    establishment_year establishment_year_pkey PRIMARY KEY (id)
    form_submission form_submission_pkey PRIMARY KEY (key)
    industry industry_pkey PRIMARY KEY (version, code)
    industry industry_version_check CHECK ((version = ANY (ARRAY[(2018)::bigint, (2025)::bigint])))
    industry_map industry_map_pkey PRIMARY KEY (code_2018, code_2025)
    installation installation_id_check CHECK ((id = 1))
    installation installation_pkey PRIMARY KEY (id)
    instrument instrument_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id)
    instrument instrument_kind CHECK ((kind = ANY (ARRAY['luat'::text, 'nghi_dinh'::text, 'nghi_quyet'::text, 'quyet_dinh'::text, 'thong_tu'::text, 'thong_tu_lien_tich'::text, 'chi_thi'::text, 'van_ban_hop_nhat'::text, 'cong_van'::text, 'ke_hoach'::text, 'khac'::text])))
    instrument instrument_period CHECK (((effective_from IS NULL) OR (effective_to IS NULL) OR (effective_from <= effective_to)))
    instrument instrument_pkey PRIMARY KEY (id)
    instrument instrument_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
    instrument_relation instrument_relation_from_id_fkey FOREIGN KEY (from_id) REFERENCES instrument(id)
    instrument_relation instrument_relation_kind CHECK ((kind = ANY (ARRAY['amends'::text, 'replaces'::text, 'consolidates'::text, 'guides'::text])))
    instrument_relation instrument_relation_other CHECK ((from_id <> to_id))
    instrument_relation instrument_relation_pkey PRIMARY KEY (from_id, kind, to_id)
    instrument_relation instrument_relation_to_id_fkey FOREIGN KEY (to_id) REFERENCES instrument(id)
    item_claim item_claim_project FOREIGN KEY (project_id) REFERENCES project(id)
    kept_rules kept_rules_pkey PRIMARY KEY (sha256)
    kept_rules kept_rules_sha256_check CHECK ((length(sha256) = 64))
    machine_support machine_support_amounts CHECK ((((quantity >= 1) AND (quantity <= 1000)) AND (price >= 0) AND (support >= 0)))
    machine_support machine_support_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    machine_support machine_support_pkey PRIMARY KEY (id)
    machine_support machine_support_project FOREIGN KEY (project_id) REFERENCES project(id)
    machine_support machine_support_province FOREIGN KEY (province_id) REFERENCES unit(id)
    machine_support machine_support_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    machine_support machine_support_within_price CHECK (((price = 0) OR (support <= (price * quantity))))
    machine_support machine_support_year CHECK ((year = (substr((accepted_on)::text, 1, 4))::bigint))
    meeting meeting_counts CHECK ((((provinces IS NULL) OR (provinces >= 0)) AND ((delegates IS NULL) OR (delegates >= 0))))
    meeting meeting_held CHECK ((length(held_on) = ANY (ARRAY[4, 7, 10])))
    meeting meeting_kind CHECK ((kind = ANY (ARRAY['working_visit'::text, 'study_visit'::text, 'regional_conference'::text, 'evaluation_conference'::text, 'other'::text])))
    meeting meeting_pkey PRIMARY KEY (id)
    migration migration_pkey PRIMARY KEY (name)
    money_entry money_entry_amount CHECK ((amount <> 0))
    money_entry money_entry_kind CHECK ((kind = ANY (ARRAY['plan'::text, 'allot'::text, 'commit'::text, 'advance'::text, 'accept'::text, 'settle'::text, 'pay'::text, 'recover'::text])))
    money_entry money_entry_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source(line_id, source)
    money_entry money_entry_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    money_entry money_entry_pkey PRIMARY KEY (id)
    money_entry money_entry_project FOREIGN KEY (project_id) REFERENCES project(id)
    need need_decision CHECK ((((state = 'new'::text) AND (project_id IS NULL) AND (decided_on IS NULL)) OR ((state = 'accepted'::text) AND (project_id IS NOT NULL) AND (decided_on IS NOT NULL)) OR ((state = 'rejected'::text) AND (project_id IS NULL) AND (decided_on IS NOT NULL) AND (reason <> ''::text))))
    need need_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    need need_help_wanted CHECK ((help_wanted >= 0))
    need need_money CHECK (((own_money + help_wanted) <= total_cost))
    need need_own_money CHECK ((own_money >= 0))
    need need_pkey PRIMARY KEY (id)
    need need_province FOREIGN KEY (province_id) REFERENCES unit(id)
    need need_source CHECK ((source = ANY (ARRAY['visit'::text, 'letter'::text, 'phone'::text, 'meeting'::text, 'online'::text])))
    need need_state CHECK ((state = ANY (ARRAY['new'::text, 'accepted'::text, 'rejected'::text])))
    need need_total_cost CHECK ((total_cost > 0))
    need need_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    need need_year CHECK (((year >= 2000) AND (year <= 2200)))
    norm norm_cap CHECK (((cap IS NULL) OR (cap > 0)))
    norm norm_change CHECK ((change = ANY (ARRAY['add'::text, 'correct'::text, 'end'::text, 'verify'::text])))
    norm norm_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    norm norm_multiplier CHECK (((multiplier_x100 >= 100) AND (multiplier_x100 <= 1000)))
    norm norm_pct CHECK (((pct_bp IS NULL) OR ((pct_bp >= 1) AND (pct_bp <= 10000))))
    norm norm_period CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to)))
    norm norm_pkey PRIMARY KEY (id)
    norm norm_recorded_account_fkey FOREIGN KEY (recorded_account) REFERENCES account(id)
    norm norm_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    norm norm_supersedes_id_fkey FOREIGN KEY (supersedes_id) REFERENCES norm(id)
    norm norm_territory CHECK (((territory_id IS NULL) OR (scope = 'kcdp'::text)))
    norm norm_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES unit(id)
    norm norm_version CHECK ((((version = 1) AND (supersedes_id IS NULL)) OR ((version > 1) AND (supersedes_id IS NOT NULL))))
    number_series number_series_last_check CHECK ((last > 0))
    number_series number_series_pkey PRIMARY KEY (name)
    plan_line plan_line_amount CHECK ((amount >= 0))
    plan_line plan_line_pkey PRIMARY KEY (id)
    plan_line plan_line_plan FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
    plan_line plan_line_quantity CHECK ((quantity > 0))
    project project_advance_limit CHECK (((advance_limit_bp >= 0) AND (advance_limit_bp <= 10000)))
    project project_kind CHECK ((kind = ANY (ARRAY['single'::text, 'group'::text, 'flagship'::text])))
    project project_need FOREIGN KEY (need_id) REFERENCES need(id)
    project project_period CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (starts_on <= ends_on)))
    project project_pkey PRIMARY KEY (id)
    project project_plan_line FOREIGN KEY (plan_line_id) REFERENCES plan_line(id)
    project project_province FOREIGN KEY (province_id) REFERENCES unit(id)
    project project_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    project project_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    project project_workflow FOREIGN KEY (workflow_id) REFERENCES workflow_version(id)
    project project_year CHECK (((year >= 2000) AND (year <= 2200)))
    project_beneficiary project_beneficiary_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    project_beneficiary project_beneficiary_pkey PRIMARY KEY (project_id, establishment_id)
    project_beneficiary project_beneficiary_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_beneficiary project_beneficiary_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    project_ceiling project_ceiling_pkey PRIMARY KEY (id)
    project_ceiling project_ceiling_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_event project_event_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    project_event project_event_pkey PRIMARY KEY (id)
    project_event project_event_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_result project_result_pkey PRIMARY KEY (project_id, "position")
    project_result project_result_project FOREIGN KEY (project_id) REFERENCES project(id)
    proof_file proof_file_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    proof_file proof_file_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    proof_file proof_file_pkey PRIMARY KEY (id)
    proof_file proof_file_project FOREIGN KEY (project_id) REFERENCES project(id)
    proof_file proof_file_sha256 CHECK ((length(sha256) = 64))
    proof_paper proof_paper_pkey PRIMARY KEY (id)
    proof_paper proof_paper_project FOREIGN KEY (project_id) REFERENCES project(id)
    published_establishment published_establishment_agreed CHECK (consent)
    published_establishment published_establishment_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    published_establishment published_establishment_pkey PRIMARY KEY (id)
    published_establishment published_establishment_province FOREIGN KEY (province_id) REFERENCES unit(id)
    published_establishment published_establishment_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    published_establishment published_establishment_year CHECK ((year = (substr((published_on)::text, 1, 4))::bigint))
    recognised_product recognised_product_days CHECK ((valid_to >= decided_on))
    recognised_product recognised_product_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    recognised_product recognised_product_group CHECK ((product_group = ANY (ARRAY['handicraft'::text, 'processed'::text, 'machinery'::text, 'other'::text])))
    recognised_product recognised_product_level CHECK ((level = ANY (ARRAY['commune'::text, 'province'::text, 'region'::text, 'nation'::text])))
    recognised_product recognised_product_pkey PRIMARY KEY (id)
    recognised_product recognised_product_province FOREIGN KEY (province_id) REFERENCES unit(id)
    recognised_product recognised_product_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    recognised_product recognised_product_year CHECK ((year = (substr((decided_on)::text, 1, 4))::bigint))
    recommendation recommendation_meeting FOREIGN KEY (meeting_id) REFERENCES meeting(id)
    recommendation recommendation_order CHECK ((((raised_on IS NULL) OR (sent_on IS NULL) OR (raised_on <= sent_on)) AND ((sent_on IS NULL) OR (answered_on IS NULL) OR (sent_on <= answered_on)) AND ((answered_on IS NULL) OR (closed_on IS NULL) OR (answered_on <= closed_on))))
    recommendation recommendation_outcome CHECK (((outcome IS NULL) OR (outcome = ANY (ARRAY['accepted'::text, 'partly'::text, 'rejected'::text, 'forwarded'::text]))))
    recommendation recommendation_pkey PRIMARY KEY (id)
    reference_load reference_load_id_check CHECK ((id = 1))
    reference_load reference_load_pkey PRIMARY KEY (id)
    region_member region_member_pkey PRIMARY KEY (region_set, era, region_code, province_id)
    region_member region_member_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
    session session_pkey PRIMARY KEY (id)
    showroom_support showroom_support_amounts CHECK (((cost >= 0) AND (support >= 0) AND ((area_m2 IS NULL) OR (area_m2 > 0))))
    showroom_support showroom_support_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    showroom_support showroom_support_pkey PRIMARY KEY (id)
    showroom_support showroom_support_province FOREIGN KEY (province_id) REFERENCES unit(id)
    showroom_support showroom_support_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    showroom_support showroom_support_within_cost CHECK (((cost = 0) OR (support <= cost)))
    showroom_support showroom_support_year CHECK ((year = (substr((opened_on)::text, 1, 4))::bigint))
    stored_file stored_file_pkey PRIMARY KEY (id)
    stored_file stored_file_sha256_check CHECK ((length(sha256) = 64))
    stored_file stored_file_size_check CHECK ((size > 0))
    training_class training_class_days CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)))
    training_class training_class_kind CHECK ((kind = ANY (ARRAY['vocational'::text, 'capacity'::text, 'management'::text, 'startup'::text, 'cleaner_production'::text, 'staff'::text])))
    training_class training_class_learners CHECK (((learners_planned >= 0) AND (women >= 0) AND (women <= learners)))
    training_class training_class_pkey PRIMARY KEY (id)
    training_class training_class_province FOREIGN KEY (province_id) REFERENCES unit(id)
    training_class training_class_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    training_class training_class_year CHECK ((year = (substr((starts_on)::text, 1, 4))::bigint))
    unit unit_level_check CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text])))
    unit unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES unit(id)
    unit unit_pkey PRIMARY KEY (id)
    unit unit_validity CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from < valid_to)))
    unit_family unit_family_member_id_fkey FOREIGN KEY (member_id) REFERENCES unit(id)
    unit_family unit_family_pkey PRIMARY KEY (province_id, member_id)
    unit_family unit_family_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
    unit_succession unit_succession_new_id_fkey FOREIGN KEY (new_id) REFERENCES unit(id)
    unit_succession unit_succession_old_id_fkey FOREIGN KEY (old_id) REFERENCES unit(id)
    unit_succession unit_succession_pkey PRIMARY KEY (old_id, new_id)
    workflow_version workflow_version_number CHECK ((number > 0))
    workflow_version workflow_version_pkey PRIMARY KEY (id)
    workflow_version workflow_version_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    workflow_version workflow_version_territory FOREIGN KEY (territory_id) REFERENCES unit(id)

INDEXES
    CREATE UNIQUE INDEX acceptance_item_pkey ON public.acceptance_item USING btree (id)
    CREATE INDEX acceptance_item_project_idx ON public.acceptance_item USING btree (project_id)
    CREATE UNIQUE INDEX account_commune_pkey ON public.account_commune USING btree (account_id, unit_id)
    CREATE UNIQUE INDEX account_pkey ON public.account USING btree (id)
    CREATE UNIQUE INDEX account_username_key ON public.account USING btree (username)
    CREATE INDEX annual_plan_list_idx ON public.annual_plan USING btree (year, id)
    CREATE UNIQUE INDEX annual_plan_pkey ON public.annual_plan USING btree (id)
    CREATE UNIQUE INDEX annual_plan_scope_province_id_year_key ON public.annual_plan USING btree (scope, province_id, year)
    CREATE UNIQUE INDEX annual_plan_scope_year_key ON public.annual_plan USING btree (scope, year) WHERE (province_id IS NULL)
    CREATE UNIQUE INDEX api_token_pkey ON public.api_token USING btree (hash)
    CREATE UNIQUE INDEX appraisal_pkey ON public.appraisal USING btree (project_id, level)
    CREATE UNIQUE INDEX appraisal_verdict_pkey ON public.appraisal_verdict USING btree (project_id, level, criterion)
    CREATE UNIQUE INDEX audit_head_pkey ON public.audit_head USING btree (id)
    CREATE UNIQUE INDEX audit_record_pkey ON public.audit_record USING btree (seq)
    CREATE INDEX audit_record_thing ON public.audit_record USING btree (thing, thing_id)
    CREATE UNIQUE INDEX broadcast_item_pkey ON public.broadcast_item USING btree (id)
    CREATE INDEX broadcast_item_place ON public.broadcast_item USING btree (province_id, year)
    CREATE UNIQUE INDEX bulletin_issue_pkey ON public.bulletin_issue USING btree (id)
    CREATE UNIQUE INDEX bulletin_issue_province_id_year_number_key ON public.bulletin_issue USING btree (province_id, year, number)
    CREATE UNIQUE INDEX ceiling_decision_pkey ON public.ceiling_decision USING btree (id)
    CREATE INDEX ceiling_decision_thing ON public.ceiling_decision USING btree (thing, thing_id)
    CREATE UNIQUE INDEX cluster_pkey ON public.cluster USING btree (id)
    CREATE UNIQUE INDEX cluster_province_id_name_key ON public.cluster USING btree (province_id, name)
    CREATE INDEX cost_line_kept_idx ON public.cost_line USING btree (project_id, removed, id)
    CREATE UNIQUE INDEX cost_line_pkey ON public.cost_line USING btree (id)
    CREATE INDEX cost_line_project_idx ON public.cost_line USING btree (project_id, "position")
    CREATE UNIQUE INDEX cost_line_source_line_id_key ON public.cost_line_source USING btree (line_id) WHERE ((requested > 0) AND (source = ANY (ARRAY['kcqg'::text, 'kcdp'::text, 'other_state'::text])))
    CREATE UNIQUE INDEX cost_line_source_pkey ON public.cost_line_source USING btree (line_id, source)
    CREATE UNIQUE INDEX cost_version_line_pkey ON public.cost_version_line USING btree (project_id, number, line_id)
    CREATE UNIQUE INDEX cost_version_pkey ON public.cost_version USING btree (project_id, number)
    CREATE UNIQUE INDEX cost_version_project_id_key ON public.cost_version USING btree (project_id) WHERE (state = 'proposed'::text)
    CREATE UNIQUE INDEX dossier_entry_pkey ON public.dossier_entry USING btree (project_id, item)
    CREATE UNIQUE INDEX establishment_pkey ON public.establishment USING btree (id)
    CREATE INDEX establishment_province_sorted ON public.establishment USING btree (province_id, name_fold, id)
    CREATE UNIQUE INDEX establishment_site_main_key ON public.establishment_site USING btree (establishment_id) WHERE main
    CREATE INDEX establishment_site_of ON public.establishment_site USING btree (establishment_id)
    CREATE UNIQUE INDEX establishment_site_pkey ON public.establishment_site USING btree (id)
    CREATE INDEX establishment_sorted ON public.establishment USING btree (name_fold, id)
    CREATE UNIQUE INDEX establishment_tax_code_key ON public.establishment USING btree (tax_code)
    CREATE INDEX establishment_text ON public.establishment USING gin (text_vector)
    CREATE INDEX establishment_unit_name ON public.establishment USING btree (unit_id, name_key)
    CREATE UNIQUE INDEX establishment_year_establishment_id_year_source_revision_key ON public.establishment_year USING btree (establishment_id, year, source, revision)
    CREATE UNIQUE INDEX establishment_year_pkey ON public.establishment_year USING btree (id)
    CREATE UNIQUE INDEX form_submission_pkey ON public.form_submission USING btree (key)
    CREATE UNIQUE INDEX industry_map_pkey ON public.industry_map USING btree (code_2018, code_2025)
    CREATE UNIQUE INDEX industry_pkey ON public.industry USING btree (version, code)
    CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (id)
    CREATE UNIQUE INDEX instrument_number_issuer_signed_year_key ON public.instrument USING btree (number, issuer, signed_year)
    CREATE UNIQUE INDEX instrument_pkey ON public.instrument USING btree (id)
    CREATE UNIQUE INDEX instrument_relation_pkey ON public.instrument_relation USING btree (from_id, kind, to_id)
    CREATE INDEX instrument_relation_to ON public.instrument_relation USING btree (to_id)
    CREATE UNIQUE INDEX instrument_seed_key_key ON public.instrument USING btree (seed_key)
    CREATE INDEX instrument_signed ON public.instrument USING btree (signed_on, id)
    CREATE UNIQUE INDEX item_claim_claim_key ON public.item_claim USING btree (claim)
    CREATE INDEX item_claim_project_idx ON public.item_claim USING btree (project_id)
    CREATE UNIQUE INDEX kept_rules_pkey ON public.kept_rules USING btree (sha256)
    CREATE INDEX machine_support_establishment_id ON public.machine_support USING btree (establishment_id)
    CREATE UNIQUE INDEX machine_support_pkey ON public.machine_support USING btree (id)
    CREATE INDEX machine_support_place ON public.machine_support USING btree (province_id, year)
    CREATE INDEX machine_support_project_id ON public.machine_support USING btree (project_id)
    CREATE UNIQUE INDEX machine_support_serial_key ON public.machine_support USING btree (serial) WHERE (serial <> ''::text)
    CREATE INDEX meeting_held_on ON public.meeting USING btree (held_on)
    CREATE UNIQUE INDEX meeting_pkey ON public.meeting USING btree (id)
    CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name)
    CREATE INDEX money_entry_line_idx ON public.money_entry USING btree (line_id, source, kind)
    CREATE UNIQUE INDEX money_entry_pkey ON public.money_entry USING btree (id)
    CREATE INDEX money_entry_project_idx ON public.money_entry USING btree (project_id)
    CREATE INDEX need_establishment_idx ON public.need USING btree (establishment_id)
    CREATE INDEX need_list_idx ON public.need USING btree (province_id, met_on, id)
    CREATE INDEX need_met_idx ON public.need USING btree (met_on, id)
    CREATE UNIQUE INDEX need_pkey ON public.need USING btree (id)
    CREATE INDEX norm_activity ON public.norm USING btree (activity, variant)
    CREATE INDEX norm_instrument ON public.norm USING btree (instrument_id)
    CREATE UNIQUE INDEX norm_key_version_key ON public.norm USING btree (key, version)
    CREATE UNIQUE INDEX norm_pkey ON public.norm USING btree (id)
    CREATE UNIQUE INDEX norm_supersedes_id_key ON public.norm USING btree (supersedes_id)
    CREATE UNIQUE INDEX number_series_pkey ON public.number_series USING btree (name)
    CREATE UNIQUE INDEX plan_line_pkey ON public.plan_line USING btree (id)
    CREATE INDEX plan_line_plan_idx ON public.plan_line USING btree (plan_id, "position", id)
    CREATE INDEX project_beneficiary_establishment_idx ON public.project_beneficiary USING btree (establishment_id)
    CREATE UNIQUE INDEX project_beneficiary_pkey ON public.project_beneficiary USING btree (project_id, establishment_id)
    CREATE UNIQUE INDEX project_ceiling_pkey ON public.project_ceiling USING btree (id)
    CREATE INDEX project_ceiling_project_idx ON public.project_ceiling USING btree (project_id)
    CREATE UNIQUE INDEX project_code_key ON public.project USING btree (code)
    CREATE UNIQUE INDEX project_event_pkey ON public.project_event USING btree (id)
    CREATE INDEX project_event_project_idx ON public.project_event USING btree (project_id)
    CREATE INDEX project_list_idx ON public.project USING btree (province_id, year, id)
    CREATE INDEX project_need_idx ON public.project USING btree (need_id)
    CREATE UNIQUE INDEX project_pkey ON public.project USING btree (id)
    CREATE INDEX project_report_idx ON public.project USING btree (province_id, year, scope, state, illustration, id)
    CREATE UNIQUE INDEX project_result_pkey ON public.project_result USING btree (project_id, "position")
    CREATE INDEX project_state_idx ON public.project USING btree (state, id)
    CREATE INDEX project_year_idx ON public.project USING btree (year, id)
    CREATE UNIQUE INDEX proof_file_pkey ON public.proof_file USING btree (id)
    CREATE INDEX proof_file_project_idx ON public.proof_file USING btree (project_id)
    CREATE UNIQUE INDEX proof_paper_pkey ON public.proof_paper USING btree (id)
    CREATE INDEX proof_paper_project_idx ON public.proof_paper USING btree (project_id)
    CREATE UNIQUE INDEX published_establishment_establishment_id_url_key ON public.published_establishment USING btree (establishment_id, url)
    CREATE UNIQUE INDEX published_establishment_pkey ON public.published_establishment USING btree (id)
    CREATE INDEX published_establishment_place ON public.published_establishment USING btree (province_id, year)
    CREATE UNIQUE INDEX recognised_product_establishment_id_level_decision_name_key ON public.recognised_product USING btree (establishment_id, level, decision, name)
    CREATE UNIQUE INDEX recognised_product_pkey ON public.recognised_product USING btree (id)
    CREATE INDEX recognised_product_place ON public.recognised_product USING btree (province_id, year)
    CREATE INDEX recommendation_meeting_id ON public.recommendation USING btree (meeting_id)
    CREATE UNIQUE INDEX recommendation_pkey ON public.recommendation USING btree (id)
    CREATE UNIQUE INDEX reference_load_pkey ON public.reference_load USING btree (id)
    CREATE UNIQUE INDEX region_member_pkey ON public.region_member USING btree (region_set, era, region_code, province_id)
    CREATE INDEX session_expires_at ON public.session USING btree (expires_at)
    CREATE UNIQUE INDEX session_pkey ON public.session USING btree (id)
    CREATE UNIQUE INDEX showroom_support_establishment_id_opened_on_key ON public.showroom_support USING btree (establishment_id, opened_on)
    CREATE UNIQUE INDEX showroom_support_pkey ON public.showroom_support USING btree (id)
    CREATE INDEX showroom_support_place ON public.showroom_support USING btree (province_id, year)
    CREATE INDEX sign_in_failure_username ON public.sign_in_failure USING btree (username, at)
    CREATE UNIQUE INDEX stored_file_pkey ON public.stored_file USING btree (id)
    CREATE UNIQUE INDEX training_class_pkey ON public.training_class USING btree (id)
    CREATE INDEX training_class_place ON public.training_class USING btree (province_id, year)
    CREATE UNIQUE INDEX unit_family_pkey ON public.unit_family USING btree (province_id, member_id)
    CREATE UNIQUE INDEX unit_level_code_valid_from_key ON public.unit USING btree (level, code, valid_from)
    CREATE INDEX unit_parent ON public.unit USING btree (parent_id)
    CREATE UNIQUE INDEX unit_pkey ON public.unit USING btree (id)
    CREATE INDEX unit_province ON public.unit USING btree (province_id, level)
    CREATE INDEX unit_succession_new ON public.unit_succession USING btree (new_id)
    CREATE UNIQUE INDEX unit_succession_pkey ON public.unit_succession USING btree (old_id, new_id)
    CREATE UNIQUE INDEX workflow_version_key_number_key ON public.workflow_version USING btree (key, number)
    CREATE UNIQUE INDEX workflow_version_pkey ON public.workflow_version USING btree (id)
    CREATE INDEX workflow_version_scope_idx ON public.workflow_version USING btree (scope, valid_from)

VIEWS
    norm_current AS  SELECT n.id,
        n.key,
        n.version,
        n.supersedes_id,
        n.change,
        n.reason,
        n.scope,
        n.territory_id,
        n.activity,
        n.variant,
        n.title_vi,
        n.title_en,
        n.pct_bp,
        n.cap,
        n.per,
        n.multiplier_x100,
        n.condition_vi,
        n.condition_en,
        n.cost_items_vi,
        n.cost_items_en,
        n.instrument_id,
        n.legal_doc,
        n.locator,
        n.valid_from,
        n.valid_to,
        n.verified,
        n.verified_by,
        n.verified_at,
        n.evidence,
        n.source,
        n.recorded_by,
        n.recorded_account,
        n.recorded_at,
        n.illustration
       FROM norm n
      WHERE (NOT (EXISTS ( SELECT 1
               FROM norm later
              WHERE (later.supersedes_id = n.id))));
    project_money AS  SELECT p.id AS project_id,
        p.scope,
        p.activity,
        p.year,
        p.province_id,
        p.state,
        s.planned,
        s.allotted,
        ((s.advanced + s.paid) - s.recovered) AS paid
       FROM ((project p
         JOIN cost_line l ON (((l.project_id = p.id) AND (NOT l.removed))))
         JOIN cost_line_source s ON (((s.line_id = l.id) AND (s.source = p.scope))));
    project_summary AS  SELECT p.id AS project_id,
        p.code,
        p.title,
        p.kind,
        p.scope,
        p.activity,
        p.year,
        p.province_id,
        p.state,
        ( SELECT (COALESCE(sum(s.requested), (0)::numeric))::bigint AS "coalesce"
               FROM (cost_line l
                 JOIN cost_line_source s ON ((s.line_id = l.id)))
              WHERE ((l.project_id = p.id) AND (NOT l.removed) AND (s.source = p.scope))) AS requested,
        ( SELECT (COALESCE(sum(s.planned), (0)::numeric))::bigint AS "coalesce"
               FROM (cost_line l
                 JOIN cost_line_source s ON ((s.line_id = l.id)))
              WHERE ((l.project_id = p.id) AND (NOT l.removed) AND (s.source = p.scope))) AS planned,
        ( SELECT (COALESCE(sum(s.allotted), (0)::numeric))::bigint AS "coalesce"
               FROM (cost_line l
                 JOIN cost_line_source s ON ((s.line_id = l.id)))
              WHERE ((l.project_id = p.id) AND (NOT l.removed) AND (s.source = p.scope))) AS allotted,
        ( SELECT (COALESCE(sum(s.accepted), (0)::numeric))::bigint AS "coalesce"
               FROM (cost_line l
                 JOIN cost_line_source s ON ((s.line_id = l.id)))
              WHERE ((l.project_id = p.id) AND (NOT l.removed) AND (s.source = p.scope))) AS accepted,
        ( SELECT (COALESCE(sum(((s.advanced + s.paid) - s.recovered)), (0)::numeric))::bigint AS "coalesce"
               FROM (cost_line l
                 JOIN cost_line_source s ON ((s.line_id = l.id)))
              WHERE ((l.project_id = p.id) AND (NOT l.removed) AND (s.source = p.scope))) AS paid,
        ( SELECT (COALESCE(sum(s.accepted), (0)::numeric))::bigint AS "coalesce"
               FROM (cost_line l
                 JOIN cost_line_source s ON ((s.line_id = l.id)))
              WHERE ((l.project_id = p.id) AND (NOT l.removed) AND (s.source = ANY (ARRAY['counterpart'::text, 'loan'::text])))) AS counterpart,
        p.illustration
       FROM project p;
    report_fact AS  SELECT report_fact_activities.indicator,
        report_fact_activities.province_id,
        report_fact_activities.year,
        report_fact_activities.quantity,
        report_fact_activities.subject_id,
        report_fact_activities.thing,
        report_fact_activities.record_id,
        report_fact_activities.title,
        report_fact_activities.illustration
       FROM report_fact_activities;
    report_fact_activities AS  SELECT 'machinery.establishments'::text AS indicator,
        machine_support.province_id,
        machine_support.year,
        (1)::bigint AS quantity,
        machine_support.establishment_id AS subject_id,
        'machine_support'::text AS thing,
        machine_support.id AS record_id,
        machine_support.name AS title,
        machine_support.illustration
       FROM machine_support
    UNION ALL
     SELECT
            CASE training_class.kind
                WHEN 'staff'::text THEN 'training.collaborators_and_staff.held'::text
                ELSE (('training.'::text || training_class.kind) || '.classes'::text)
            END AS indicator,
        training_class.province_id,
        training_class.year,
        (1)::bigint AS quantity,
        NULL::uuid AS subject_id,
        'training_class'::text AS thing,
        training_class.id AS record_id,
        training_class.name AS title,
        training_class.illustration
       FROM training_class
    UNION ALL
     SELECT (('training.'::text || training_class.kind) || '.learners'::text) AS indicator,
        training_class.province_id,
        training_class.year,
        training_class.learners AS quantity,
        NULL::uuid AS subject_id,
        'training_class'::text AS thing,
        training_class.id AS record_id,
        training_class.name AS title,
        training_class.illustration
       FROM training_class
      WHERE (training_class.kind <> 'staff'::text)
    UNION ALL
     SELECT ('products.recognised.'::text || recognised_product.level) AS indicator,
        recognised_product.province_id,
        recognised_product.year,
        (1)::bigint AS quantity,
        NULL::uuid AS subject_id,
        'recognised_product'::text AS thing,
        recognised_product.id AS record_id,
        recognised_product.name AS title,
        recognised_product.illustration
       FROM recognised_product
    UNION ALL
     SELECT 'communication.bulletin.issues'::text AS indicator,
        bulletin_issue.province_id,
        bulletin_issue.year,
        (1)::bigint AS quantity,
        NULL::uuid AS subject_id,
        'bulletin_issue'::text AS thing,
        bulletin_issue.id AS record_id,
        bulletin_issue.number AS title,
        bulletin_issue.illustration
       FROM bulletin_issue
    UNION ALL
     SELECT 'communication.broadcast.items'::text AS indicator,
        broadcast_item.province_id,
        broadcast_item.year,
        broadcast_item.items AS quantity,
        NULL::uuid AS subject_id,
        'broadcast_item'::text AS thing,
        broadcast_item.id AS record_id,
        broadcast_item.title,
        broadcast_item.illustration
       FROM broadcast_item
    UNION ALL
     SELECT 'showroom.establishments'::text AS indicator,
        showroom_support.province_id,
        showroom_support.year,
        (1)::bigint AS quantity,
        showroom_support.establishment_id AS subject_id,
        'showroom_support'::text AS thing,
        showroom_support.id AS record_id,
        showroom_support.address AS title,
        showroom_support.illustration
       FROM showroom_support
    UNION ALL
     SELECT 'survey.establishments.published_on_website'::text AS indicator,
        published_establishment.province_id,
        published_establishment.year,
        (1)::bigint AS quantity,
        published_establishment.establishment_id AS subject_id,
        'published_establishment'::text AS thing,
        published_establishment.id AS record_id,
        published_establishment.url AS title,
        published_establishment.illustration
       FROM published_establishment;

TRIGGERS
    CREATE TRIGGER audit_record_append_only BEFORE DELETE OR UPDATE ON public.audit_record FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER ceiling_decision_append_only BEFORE DELETE OR UPDATE ON public.ceiling_decision FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER kept_rules_append_only BEFORE DELETE OR UPDATE ON public.kept_rules FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER money_entry_append_only BEFORE DELETE OR UPDATE ON public.money_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER norm_append_only BEFORE DELETE OR UPDATE ON public.norm FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER norm_overlap BEFORE INSERT ON public.norm FOR EACH ROW EXECUTE FUNCTION norm_overlap()
    CREATE TRIGGER project_event_append_only BEFORE DELETE OR UPDATE ON public.project_event FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER proof_paper_append_only BEFORE DELETE OR UPDATE ON public.proof_paper FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER workflow_version_append_only BEFORE DELETE OR UPDATE ON public.workflow_version FOR EACH ROW EXECUTE FUNCTION refuse_change()

FUNCTIONS
    CREATE OR REPLACE FUNCTION public.norm_overlap()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('norm_overlap'));
        IF EXISTS (
            SELECT 1 FROM norm_current other
            WHERE other.key <> NEW.key
              AND other.scope = NEW.scope
              AND other.territory_id IS NOT DISTINCT FROM NEW.territory_id
              AND other.activity = NEW.activity
              AND other.variant = NEW.variant
              AND (other.valid_from IS NULL OR NEW.valid_to IS NULL
                   OR other.valid_from <= NEW.valid_to)
              AND (NEW.valid_from IS NULL OR other.valid_to IS NULL
                   OR NEW.valid_from <= other.valid_to))
        THEN
            RAISE EXCEPTION 'norm_overlap' USING ERRCODE = 'check_violation', CONSTRAINT = 'norm_overlap';
        END IF;
        RETURN NEW;
    END $function$
    CREATE OR REPLACE FUNCTION public.refuse_change()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $function$
