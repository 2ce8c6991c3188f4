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
    serial_key text NOT NULL
    invoice_key text NOT NULL
    unit_word text NOT NULL
    planned bigint
    enrolled bigint
    finished bigint
    certified bigint
    employed bigint

TABLE account
    id uuid NOT NULL
    username text NOT NULL
    name text NOT NULL
    role text NOT NULL
    organisation text NOT NULL
    home_id bigint
    establishment_id uuid
    centre_code text
    password_hash text NOT NULL
    active boolean NOT NULL
    created_at timestamp with time zone NOT NULL
    version bigint NOT NULL

TABLE account_commune
    account_id uuid NOT NULL
    unit_id bigint NOT NULL

TABLE agreement
    id uuid NOT NULL
    project_id uuid NOT NULL
    number text NOT NULL
    signed_on date
    centre_name text NOT NULL
    centre_signer text NOT NULL
    establishment_id uuid NOT NULL
    owner_name text NOT NULL
    owner_signer text NOT NULL
    supplier_name text NOT NULL
    supplier_code text NOT NULL
    supplier_signer text NOT NULL
    price bigint NOT NULL
    support bigint NOT NULL
    deliver_on date
    keep_years bigint NOT NULL
    no_resale boolean NOT NULL
    visits boolean NOT NULL
    terms text NOT NULL
    file_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL
    version bigint NOT NULL

TABLE agreement_machine
    agreement_id uuid NOT NULL
    position bigint NOT NULL
    name text NOT NULL
    model text NOT NULL
    quantity bigint NOT NULL
    price bigint NOT NULL

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
    state text NOT NULL
    number bigint NOT NULL

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
    rank bigint
    budget_fit text
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

TABLE budget
    id uuid NOT NULL
    scope text NOT NULL
    province_id bigint
    year bigint NOT NULL
    amount bigint NOT NULL
    allotted bigint NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE budget_grant
    id uuid NOT NULL
    budget_id uuid NOT NULL
    amount bigint NOT NULL
    instrument_no text NOT NULL
    instrument_on date NOT NULL
    issuer text NOT NULL
    note text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE budget_turn
    scope text NOT NULL
    year bigint NOT NULL

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

TABLE calendar_key
    account_id uuid NOT NULL
    hash text NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE carried_money
    line_id uuid NOT NULL
    carried bigint NOT NULL
    spent bigint NOT NULL

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

TABLE contract_annex
    project_id uuid NOT NULL
    number bigint NOT NULL
    cost_version bigint NOT NULL
    paper_id uuid NOT NULL

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
    admitted bigint NOT NULL

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

TABLE council
    id uuid NOT NULL
    form text NOT NULL
    level text NOT NULL
    province_id bigint
    title text NOT NULL
    decision_no text NOT NULL
    decision_on date NOT NULL
    issuer text NOT NULL
    signer text NOT NULL
    file_id uuid
    quorum_bp bigint NOT NULL
    pass_bp bigint NOT NULL
    required boolean NOT NULL
    term_from date NOT NULL
    term_to date
    note text NOT NULL
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE council_finding
    item_id uuid NOT NULL
    member_id uuid NOT NULL
    entitled boolean NOT NULL
    criterion text NOT NULL
    verdict text NOT NULL
    note text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE council_interest
    id uuid NOT NULL
    member_id uuid NOT NULL
    project_id uuid NOT NULL
    kind text NOT NULL
    declared boolean NOT NULL
    state text NOT NULL
    detail text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL
    settled_by text NOT NULL
    settlement text NOT NULL
    settled_at timestamp with time zone
    answer text NOT NULL
    answered_at timestamp with time zone

TABLE council_item
    id uuid NOT NULL
    session_id uuid NOT NULL
    project_id uuid NOT NULL
    position bigint NOT NULL
    outcome text NOT NULL
    conclusion text
    proposed bigint
    rank bigint
    budget_fit text
    visit text NOT NULL
    summary text NOT NULL
    reason text NOT NULL
    version bigint NOT NULL

TABLE council_member
    id uuid NOT NULL
    council_id uuid NOT NULL
    position bigint NOT NULL
    duty text NOT NULL
    account_id uuid
    name text NOT NULL
    post text NOT NULL
    votes boolean NOT NULL
    since date NOT NULL
    until date
    created_at timestamp with time zone NOT NULL

TABLE council_presence
    session_id uuid NOT NULL
    member_id uuid NOT NULL
    present boolean NOT NULL
    reason text NOT NULL

TABLE council_seat
    item_id uuid NOT NULL
    member_id uuid NOT NULL
    entitled boolean NOT NULL

TABLE council_session
    id uuid NOT NULL
    council_id uuid NOT NULL
    number bigint NOT NULL
    held_on date NOT NULL
    starts_at text NOT NULL
    place text NOT NULL
    invitation_no text NOT NULL
    invited_on date
    guests text NOT NULL
    requests text NOT NULL
    quorum_bp bigint NOT NULL
    pass_bp bigint NOT NULL
    state text NOT NULL
    reason text NOT NULL
    turn bigint NOT NULL
    opened_at timestamp with time zone
    closed_at timestamp with time zone
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE council_vote
    item_id uuid NOT NULL
    member_id uuid NOT NULL
    session_id uuid NOT NULL
    entitled boolean NOT NULL
    present boolean NOT NULL
    choice text NOT NULL
    opinion text NOT NULL
    revision bigint NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE council_vote_trail
    id uuid NOT NULL
    item_id uuid NOT NULL
    member_id uuid NOT NULL
    act text NOT NULL
    choice text NOT NULL
    opinion text NOT NULL
    revision bigint NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE debt
    id uuid NOT NULL
    project_id uuid NOT NULL
    number bigint NOT NULL
    cause text NOT NULL
    amount bigint NOT NULL
    recovered bigint NOT NULL
    due_on date NOT NULL
    reason text NOT NULL
    paper_id uuid NOT NULL
    cleared_on date
    actor text NOT NULL
    at timestamp with time zone NOT NULL
    withdrawn boolean NOT NULL

TABLE debt_recovery
    id uuid NOT NULL
    debt_id uuid NOT NULL
    amount bigint NOT NULL
    on_date date NOT NULL
    paper_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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
    address_fold text NOT NULL

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

TABLE execution_photo
    id uuid NOT NULL
    project_id uuid NOT NULL
    report_id uuid
    follow_up_id uuid
    position bigint NOT NULL
    file_id uuid NOT NULL
    caption text NOT NULL

TABLE flagship
    id uuid NOT NULL
    code text NOT NULL
    title text NOT NULL
    scope text NOT NULL
    from_year bigint NOT NULL
    to_year bigint NOT NULL
    leader text NOT NULL
    lead_province_id bigint
    lead_centre text
    goals text NOT NULL
    effect text NOT NULL
    search text NOT NULL
    created_by uuid
    created_at timestamp with time zone NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL

TABLE flagship_cell
    flagship_id uuid NOT NULL
    year bigint NOT NULL
    province_id bigint NOT NULL
    implementer text NOT NULL
    content text NOT NULL
    amount bigint NOT NULL
    used bigint NOT NULL

TABLE flagship_part
    project_id uuid NOT NULL
    flagship_id uuid NOT NULL
    year bigint NOT NULL
    province_id bigint NOT NULL
    counted boolean NOT NULL

TABLE follow_up
    id uuid NOT NULL
    project_id uuid NOT NULL
    number bigint NOT NULL
    months bigint
    due_on date NOT NULL
    article text NOT NULL
    verified boolean NOT NULL
    visited_on date
    note text NOT NULL
    paper_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL
    version bigint NOT NULL

TABLE follow_up_figure
    follow_up_id uuid NOT NULL
    position bigint NOT NULL
    establishment_id uuid
    name text NOT NULL
    machine text NOT NULL
    output text NOT NULL
    revenue bigint
    labour bigint
    income bigint
    tax bigint
    exports bigint
    energy bigint
    reason text NOT NULL

TABLE form_basis
    id uuid NOT NULL
    code text NOT NULL
    valid_from date NOT NULL
    version bigint NOT NULL
    change text NOT NULL
    reason text NOT NULL
    ended boolean NOT NULL
    article text NOT NULL
    instrument_id uuid
    note text NOT NULL
    verified boolean NOT NULL
    verified_by text NOT NULL
    verified_at timestamp with time zone
    evidence text NOT NULL
    recorded_by text NOT NULL
    recorded_account uuid
    recorded_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL

TABLE form_submission
    key uuid NOT NULL
    account_id uuid
    at timestamp with time zone NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL

TABLE framework
    id uuid NOT NULL
    province_id bigint
    from_year bigint NOT NULL
    to_year bigint NOT NULL
    title text NOT NULL
    note text NOT NULL
    number bigint NOT NULL
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE framework_money
    framework_id uuid NOT NULL
    number bigint NOT NULL
    year bigint NOT NULL
    source text NOT NULL
    amount bigint NOT NULL

TABLE framework_target
    framework_id uuid NOT NULL
    number bigint NOT NULL
    indicator text NOT NULL
    target bigint NOT NULL

TABLE framework_version
    framework_id uuid NOT NULL
    number bigint NOT NULL
    instrument_no text NOT NULL
    instrument_on date
    issuer text NOT NULL
    reason text NOT NULL
    verified boolean NOT NULL
    actor text NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE funding_match
    id uuid NOT NULL
    project_id uuid NOT NULL
    match_key text NOT NULL
    kind text NOT NULL
    action text NOT NULL
    rule_id uuid NOT NULL
    subject text NOT NULL
    other_thing text NOT NULL
    other_id uuid NOT NULL
    other_label text NOT NULL
    other_party text NOT NULL
    found_step text NOT NULL
    found_on date NOT NULL
    created_at timestamp with time zone NOT NULL
    resolution text
    reason text NOT NULL
    resolver_id uuid
    resolver text NOT NULL
    resolver_role text NOT NULL
    resolved_at timestamp with time zone
    version bigint NOT NULL

TABLE funding_match_rule
    id uuid NOT NULL
    kind text NOT NULL
    action text NOT NULL
    years bigint
    similarity bigint
    valid_from date NOT NULL
    basis text NOT NULL
    verified boolean NOT NULL
    note text NOT NULL
    account_id uuid
    actor text NOT NULL
    created_at timestamp with time zone NOT NULL
    instrument_id uuid

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

TABLE inspection
    id uuid NOT NULL
    project_id uuid NOT NULL
    number bigint NOT NULL
    inspected_on date NOT NULL
    members text NOT NULL
    papers_seen text NOT NULL
    facts text NOT NULL
    conclusion text NOT NULL
    paper_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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
    sets_norms boolean NOT NULL

TABLE instrument_article
    id uuid NOT NULL
    instrument_id uuid NOT NULL
    kind text NOT NULL
    number text NOT NULL
    position bigint NOT NULL
    heading text NOT NULL
    body text NOT NULL
    source text NOT NULL
    verified boolean NOT NULL
    version bigint NOT NULL

TABLE instrument_conclusion
    instrument_id uuid NOT NULL
    version bigint NOT NULL
    change text NOT NULL
    outcome text NOT NULL
    reason text NOT NULL
    concluded_on date NOT NULL
    executor text NOT NULL
    due_on date
    done_on date
    done_instrument_id uuid
    done_paper text NOT NULL
    recorded_by text NOT NULL
    recorded_account uuid
    recorded_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL

TABLE instrument_relation
    from_id uuid NOT NULL
    kind text NOT NULL
    to_id uuid NOT NULL
    since date
    note text NOT NULL
    verified boolean NOT NULL

TABLE item_claim
    claim text NOT NULL
    project_id uuid NOT NULL

TABLE kept_duty
    project_id uuid NOT NULL
    kind text NOT NULL
    thing text NOT NULL
    record_id uuid NOT NULL
    person_id uuid
    role text NOT NULL
    province_id bigint NOT NULL
    year bigint NOT NULL
    due_on date NOT NULL
    done_on date
    unverified boolean NOT NULL

TABLE kept_rules
    sha256 text NOT NULL
    content text NOT NULL

TABLE kept_total
    path text NOT NULL
    level text NOT NULL
    province_id bigint NOT NULL
    unit_id bigint
    year bigint NOT NULL
    scope text NOT NULL
    projects bigint NOT NULL
    illustrations bigint NOT NULL
    planned bigint NOT NULL
    allotted bigint NOT NULL
    advanced bigint NOT NULL
    accepted bigint NOT NULL
    settled bigint NOT NULL
    paid bigint NOT NULL
    recovered bigint NOT NULL

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

TABLE mail
    id uuid NOT NULL
    account_id uuid NOT NULL
    recipient text NOT NULL
    subject text NOT NULL
    body text NOT NULL
    state text NOT NULL
    tries bigint NOT NULL
    next_try_at timestamp with time zone NOT NULL
    last_error text NOT NULL
    created_at timestamp with time zone NOT NULL
    sent_at timestamp with time zone

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
    budget_year bigint
    carried_line_id uuid

TABLE national_centre
    code text NOT NULL
    name text NOT NULL
    region_set text NOT NULL
    region_code text NOT NULL
    confidence text NOT NULL
    note text NOT NULL

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

TABLE paper_counter
    series_id uuid NOT NULL
    year bigint NOT NULL
    last bigint NOT NULL

TABLE paper_number
    id uuid NOT NULL
    series_id uuid NOT NULL
    year bigint NOT NULL
    number bigint NOT NULL
    text text NOT NULL
    title text NOT NULL
    signed_on date NOT NULL
    thing text NOT NULL
    thing_id text NOT NULL
    given_by text NOT NULL
    given_account uuid
    given_at timestamp with time zone NOT NULL

TABLE paper_series
    id uuid NOT NULL
    territory_id bigint
    issuer text NOT NULL
    kind text NOT NULL
    pattern text NOT NULL
    from_year bigint NOT NULL
    first_number bigint NOT NULL
    version bigint NOT NULL
    recorded_by text NOT NULL
    recorded_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL

TABLE parameter
    id uuid NOT NULL
    key text NOT NULL
    version bigint NOT NULL
    supersedes_id uuid
    change text NOT NULL
    reason text NOT NULL
    subject text NOT NULL
    title text NOT NULL
    scope text
    territory_id bigint
    measure text NOT NULL
    month bigint
    day bigint
    year_offset bigint
    inclusive boolean
    share_bp bigint
    months bigint
    instrument_id uuid
    legal_doc text NOT NULL
    locator text NOT NULL
    valid_from date
    valid_to date
    verified boolean NOT NULL
    verified_by text NOT NULL
    verified_at timestamp with time zone
    evidence text NOT NULL
    note text NOT NULL
    source text NOT NULL
    recorded_by text NOT NULL
    recorded_account uuid
    recorded_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL

TABLE plan_change
    line_id uuid NOT NULL
    plan_id uuid NOT NULL
    fresh boolean NOT NULL
    title text NOT NULL
    activity text NOT NULL
    quantity bigint
    unit_word text NOT NULL
    amount bigint
    quarter_1 bigint
    quarter_2 bigint
    quarter_3 bigint
    quarter_4 bigint
    standing text NOT NULL
    implementer text NOT NULL
    proposal_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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
    standing text NOT NULL
    quarter_1 bigint
    quarter_2 bigint
    quarter_3 bigint
    quarter_4 bigint
    taken bigint NOT NULL

TABLE plan_transfer
    id uuid NOT NULL
    kind text NOT NULL
    from_line uuid NOT NULL
    to_line uuid NOT NULL
    amount bigint NOT NULL
    instrument_no text NOT NULL
    instrument_on date NOT NULL
    issuer text NOT NULL
    reason text NOT NULL
    file_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE plan_version
    plan_id uuid NOT NULL
    number bigint NOT NULL
    instrument_no text NOT NULL
    instrument_on date NOT NULL
    issuer text NOT NULL
    reason text NOT NULL
    file_id uuid
    lines bigint NOT NULL
    amount bigint NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL
    without_budget text NOT NULL

TABLE plan_version_line
    plan_id uuid NOT NULL
    number bigint NOT NULL
    line_id uuid NOT NULL
    position bigint NOT NULL
    title text NOT NULL
    activity text NOT NULL
    quantity bigint
    unit_word text NOT NULL
    amount bigint
    quarter_1 bigint
    quarter_2 bigint
    quarter_3 bigint
    quarter_4 bigint
    standing text NOT NULL
    implementer text NOT NULL

TABLE progress_quantity
    report_id uuid NOT NULL
    position bigint NOT NULL
    name text NOT NULL
    unit text NOT NULL
    planned bigint NOT NULL
    done bigint NOT NULL

TABLE progress_report
    id uuid NOT NULL
    project_id uuid NOT NULL
    number bigint NOT NULL
    period_from date NOT NULL
    period_to date NOT NULL
    work text NOT NULL
    percent bigint NOT NULL
    allotted bigint NOT NULL
    advanced bigint NOT NULL
    spent bigint NOT NULL
    counterpart bigint NOT NULL
    problems text NOT NULL
    proposals text NOT NULL
    paper_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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
    national_centre text
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
    name text NOT NULL

TABLE project_continuation
    project_id uuid NOT NULL
    continues_id uuid NOT NULL

TABLE project_day
    project_id uuid NOT NULL
    kind text NOT NULL
    number bigint NOT NULL
    starts_on date
    due_on date NOT NULL
    article text NOT NULL
    verified boolean NOT NULL

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

TABLE project_request
    id uuid NOT NULL
    project_id uuid NOT NULL
    kind text NOT NULL
    inspection_id uuid
    paper_id uuid
    position bigint NOT NULL
    finding text NOT NULL
    wanted text NOT NULL
    asked_on date NOT NULL
    due_on date NOT NULL
    answered_on date
    answer text NOT NULL
    answered_by text NOT NULL
    version bigint NOT NULL

TABLE project_result
    project_id uuid NOT NULL
    position bigint NOT NULL
    name text NOT NULL
    unit text NOT NULL
    planned bigint
    actual bigint NOT NULL

TABLE project_roster
    project_id uuid NOT NULL
    number bigint NOT NULL
    state text NOT NULL
    paper_id uuid
    fixed_on date
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE project_version
    project_id uuid NOT NULL
    number bigint NOT NULL
    title text NOT NULL
    implementer text NOT NULL
    coordinator text NOT NULL
    unit_id bigint
    establishment_id uuid
    beneficiary text NOT NULL
    content text NOT NULL
    starts_on date
    ends_on date
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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

TABLE proposal
    id uuid NOT NULL
    plan_id uuid NOT NULL
    need_id uuid
    project_id uuid
    establishment_id uuid
    beneficiary text NOT NULL
    province_id bigint NOT NULL
    unit_id bigint
    kind text NOT NULL
    activity text NOT NULL
    variant text NOT NULL
    line boolean NOT NULL
    title text NOT NULL
    content text NOT NULL
    implementer text NOT NULL
    quantity bigint NOT NULL
    unit_word text NOT NULL
    total_cost bigint NOT NULL
    asked bigint NOT NULL
    holder text NOT NULL
    origin text NOT NULL
    state text NOT NULL
    state_since date NOT NULL
    reason text NOT NULL
    rank bigint
    rank_reason text NOT NULL
    score bigint
    granted bigint
    ceiling_on date NOT NULL
    ceiling bigint
    ceiling_equation text NOT NULL
    ceiling_article text NOT NULL
    ceiling_verified boolean NOT NULL
    eligible boolean NOT NULL
    ceiling_reasons text NOT NULL
    plan_line_id uuid
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_by uuid
    created_at timestamp with time zone NOT NULL
    carried_from uuid
    quarter_1 bigint
    quarter_2 bigint
    quarter_3 bigint
    quarter_4 bigint
    unsure boolean NOT NULL

TABLE proposal_remark
    id uuid NOT NULL
    proposal_id uuid NOT NULL
    from_holder text NOT NULL
    to_holder text NOT NULL
    remark text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

TABLE proposal_score
    proposal_id uuid NOT NULL
    criterion_id uuid NOT NULL
    points bigint NOT NULL
    reason text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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

TABLE reminder
    id uuid NOT NULL
    account_id uuid NOT NULL
    stage text NOT NULL
    kind text NOT NULL
    thing text NOT NULL
    record_id uuid NOT NULL
    title text NOT NULL
    due_on date NOT NULL
    made_at timestamp with time zone NOT NULL
    read_at timestamp with time zone
    mail_id uuid

TABLE reminder_setting
    account_id uuid NOT NULL
    email text NOT NULL
    days_ahead bigint NOT NULL
    since timestamp with time zone NOT NULL
    version bigint NOT NULL

TABLE report_due
    id uuid NOT NULL
    kind text NOT NULL
    province_id bigint NOT NULL
    year bigint NOT NULL
    due_on date NOT NULL
    article text NOT NULL
    verified boolean NOT NULL

TABLE report_sent
    id uuid NOT NULL
    kind text NOT NULL
    province_id bigint NOT NULL
    year bigint NOT NULL
    paper_no text NOT NULL
    paper_on date NOT NULL
    sent_on date NOT NULL
    recipient text NOT NULL
    note text NOT NULL
    file_id uuid
    account_id uuid
    actor text NOT NULL
    at timestamp with time zone NOT NULL
    illustration boolean NOT NULL

TABLE requirement
    id uuid NOT NULL
    kind text NOT NULL
    key text NOT NULL
    version bigint NOT NULL
    supersedes_id uuid
    change text NOT NULL
    reason text NOT NULL
    code text NOT NULL
    position bigint NOT NULL
    title_vi text NOT NULL
    title_en text NOT NULL
    scope text
    territory_id bigint
    stage text
    required boolean
    copies bigint
    activities text NOT NULL
    project_kinds text NOT NULL
    level text
    article text NOT NULL
    valid_from date NOT NULL
    valid_to date
    verified boolean NOT NULL
    verified_by text NOT NULL
    verified_at timestamp with time zone
    evidence text NOT NULL
    recorded_by text NOT NULL
    recorded_account uuid
    recorded_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL
    instrument_id uuid

TABLE roster_entry
    project_id uuid NOT NULL
    number bigint NOT NULL
    line_id uuid NOT NULL
    position bigint NOT NULL
    establishment_id uuid
    name text NOT NULL
    unit_id bigint
    place text NOT NULL
    subject text NOT NULL
    specification text NOT NULL
    quantity bigint NOT NULL
    unit_word text NOT NULL
    list_ref text NOT NULL

TABLE selection_criterion
    id uuid NOT NULL
    scope text
    province_id bigint
    position bigint NOT NULL
    title text NOT NULL
    hint text NOT NULL
    most bigint NOT NULL
    weight bigint NOT NULL
    article text NOT NULL
    verified boolean NOT NULL
    valid_from date NOT NULL
    valid_to date
    version bigint NOT NULL
    created_at timestamp with time zone NOT NULL
    instrument_id uuid
    supersedes_id uuid
    reason text NOT NULL
    recorded_by text NOT NULL

TABLE selection_meeting
    plan_id uuid NOT NULL
    holder text NOT NULL
    held_on date NOT NULL
    starts_at text NOT NULL
    place text NOT NULL
    chair text NOT NULL
    secretary text NOT NULL
    attendees text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL

TABLE session
    id text NOT NULL
    data text NOT NULL
    account_id uuid
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

TABLE supplement_gap
    id uuid NOT NULL
    round_id uuid NOT NULL
    position bigint NOT NULL
    item text NOT NULL
    gap text NOT NULL
    answer text NOT NULL
    answered_by text NOT NULL
    answered_at timestamp with time zone

TABLE supplement_round
    id uuid NOT NULL
    project_id uuid NOT NULL
    level text NOT NULL
    number bigint NOT NULL
    asked_on date
    due_on date
    listed boolean NOT NULL
    asked_by text NOT NULL
    letter text NOT NULL
    answered_on date
    answered_by text NOT NULL
    answer text NOT NULL
    version bigint NOT NULL
    created_at timestamp with time zone NOT NULL

TABLE task
    id uuid NOT NULL
    title text NOT NULL
    description text NOT NULL
    project_id uuid
    province_id bigint NOT NULL
    department text NOT NULL
    person_id uuid
    person_name text NOT NULL
    starts_on date
    due_on date NOT NULL
    state text NOT NULL
    progress bigint NOT NULL
    done_on date
    search text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL
    created_by uuid
    created_at timestamp with time zone NOT NULL

TABLE task_dependency
    task_id uuid NOT NULL
    needs_id uuid NOT NULL

TABLE task_obstacle
    id uuid NOT NULL
    task_id uuid NOT NULL
    description text NOT NULL
    person_id uuid
    person_name text NOT NULL
    due_on date NOT NULL
    raised_on date NOT NULL
    raised_by text NOT NULL
    resolution text NOT NULL
    resolved_on date
    resolved_by text NOT NULL
    version bigint NOT NULL
    illustration boolean NOT NULL

TABLE task_report
    id uuid NOT NULL
    task_id uuid NOT NULL
    state text NOT NULL
    progress bigint NOT NULL
    note text NOT NULL
    actor text NOT NULL
    at timestamp with time zone NOT NULL

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

TABLE unit_family
    province_id bigint NOT NULL
    member_id bigint NOT NULL

TABLE unit_succession
    old_id bigint NOT NULL
    new_id bigint NOT NULL
    whole boolean NOT NULL
    on_date date NOT NULL
    is_default boolean NOT NULL

TABLE voucher
    id uuid NOT NULL
    project_id uuid NOT NULL
    line_id uuid NOT NULL
    source text NOT NULL
    number text NOT NULL
    issued_on date NOT NULL
    seller text NOT NULL
    tax_code text NOT NULL
    content text NOT NULL
    amount bigint NOT NULL
    vat bigint NOT NULL
    claimed bigint NOT NULL
    admitted bigint
    refusal text NOT NULL
    claim text NOT NULL
    entered_by uuid
    entered_name text NOT NULL
    entered_at timestamp with time zone NOT NULL
    admitted_by uuid
    admitted_name text NOT NULL
    admitted_at timestamp with time zone
    version bigint NOT NULL

TABLE workflow_draft
    id uuid NOT NULL
    scope text NOT NULL
    territory_id bigint
    base_id uuid
    definition text NOT NULL
    valid_from date NOT NULL
    state text NOT NULL
    published_id uuid
    version bigint NOT NULL
    created_by text NOT NULL
    created_at timestamp with time zone NOT NULL
    changed_by text NOT NULL
    changed_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL
    article text NOT NULL
    instrument_id uuid

TABLE workflow_file
    id uuid NOT NULL
    workflow_id uuid NOT NULL
    file_id uuid NOT NULL
    sha256 text NOT NULL
    recorded_by text NOT NULL
    account_id uuid
    created_at timestamp with time zone NOT NULL

TABLE workflow_version
    id uuid NOT NULL
    key text NOT NULL
    number bigint NOT NULL
    scope text NOT NULL
    territory_id bigint
    definition text NOT NULL
    valid_from date NOT NULL
    from_id uuid
    paper_number text NOT NULL
    paper_signed_on date
    paper_signer text NOT NULL
    published_by text NOT NULL
    created_at timestamp with time zone NOT NULL
    illustration boolean NOT NULL
    article text NOT NULL
    instrument_id uuid

CONSTRAINTS
    acceptance_item acceptance_item_certified CHECK (((certified IS NULL) OR ((finished IS NOT NULL) AND ((certified >= 0) AND (certified <= finished)))))
    acceptance_item acceptance_item_employed CHECK (((employed IS NULL) OR ((finished IS NOT NULL) AND ((employed >= 0) AND (employed <= finished)))))
    acceptance_item acceptance_item_enrolled CHECK (((enrolled IS NULL) OR ((enrolled > 0) AND (serial = ''::text))))
    acceptance_item acceptance_item_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    acceptance_item acceptance_item_finished CHECK ((((finished IS NULL) = (enrolled IS NULL)) AND ((finished >= 0) AND (finished <= enrolled))))
    acceptance_item acceptance_item_pkey PRIMARY KEY (id)
    acceptance_item acceptance_item_planned CHECK ((planned >= 0))
    acceptance_item acceptance_item_price CHECK ((price >= 0))
    acceptance_item acceptance_item_project FOREIGN KEY (project_id) REFERENCES project(id)
    acceptance_item acceptance_item_quantity CHECK ((quantity > 0))
    account account_centre FOREIGN KEY (centre_code) REFERENCES national_centre(code)
    account account_centre_role CHECK (((centre_code IS NULL) OR (role = ANY (ARRAY['officer'::text, 'centre_head'::text, 'accountant'::text]))))
    account account_establishment_role CHECK (((role = 'establishment'::text) = (establishment_id IS NOT NULL)))
    account account_home_id_fkey FOREIGN KEY (home_id) REFERENCES unit(id)
    account account_name_check CHECK ((name <> ''::text))
    account account_pkey PRIMARY KEY (id)
    account account_role_check CHECK ((role = ANY (ARRAY['officer'::text, 'centre_head'::text, 'appraiser'::text, 'accountant'::text, 'ministry_agency'::text, 'collaborator'::text, 'establishment'::text, 'administrator'::text])))
    account account_username_check CHECK ((username <> ''::text))
    account_commune account_commune_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
    account_commune account_commune_pkey PRIMARY KEY (account_id, unit_id)
    account_commune account_commune_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
    agreement agreement_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    agreement agreement_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    agreement agreement_keep CHECK (((keep_years >= 0) AND (keep_years <= 30)))
    agreement agreement_pkey PRIMARY KEY (id)
    agreement agreement_price CHECK ((price > 0))
    agreement agreement_project FOREIGN KEY (project_id) REFERENCES project(id)
    agreement agreement_support CHECK ((support >= 0))
    agreement agreement_support_within CHECK ((support <= price))
    agreement_machine agreement_machine_agreement FOREIGN KEY (agreement_id) REFERENCES agreement(id)
    agreement_machine agreement_machine_pkey PRIMARY KEY (agreement_id, "position")
    agreement_machine agreement_machine_price CHECK ((price >= 0))
    agreement_machine agreement_machine_quantity CHECK ((quantity > 0))
    annual_plan annual_plan_local_province CHECK (((scope = 'kcqg'::text) OR (province_id IS NOT NULL)))
    annual_plan annual_plan_number CHECK ((number >= 0))
    annual_plan annual_plan_pkey PRIMARY KEY (id)
    annual_plan annual_plan_province FOREIGN KEY (province_id) REFERENCES unit(id)
    annual_plan annual_plan_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    annual_plan annual_plan_state CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text])))
    annual_plan annual_plan_stated_amount CHECK ((stated_amount >= 0))
    annual_plan annual_plan_stated_tasks CHECK ((stated_tasks >= 0))
    annual_plan annual_plan_year CHECK (((year >= 2000) AND (year <= 2200)))
    api_token api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
    api_token api_token_pkey PRIMARY KEY (hash)
    appraisal appraisal_budget_fit CHECK ((budget_fit = ANY (ARRAY['fits'::text, 'reduced'::text, 'beyond'::text])))
    appraisal appraisal_conclusion CHECK ((conclusion = ANY (ARRAY['passed'::text, 'passed_with_changes'::text, 'failed'::text])))
    appraisal appraisal_level CHECK ((level = ANY (ARRAY['base'::text, 'ministry'::text])))
    appraisal appraisal_ministry CHECK (((level = 'ministry'::text) OR ((rank IS NULL) AND (budget_fit IS NULL))))
    appraisal appraisal_pkey PRIMARY KEY (project_id, level)
    appraisal appraisal_project FOREIGN KEY (project_id) REFERENCES project(id)
    appraisal appraisal_proposed CHECK ((proposed >= 0))
    appraisal appraisal_rank CHECK ((rank > 0))
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
    budget budget_allotted CHECK ((allotted >= 0))
    budget budget_amount CHECK ((amount >= 0))
    budget budget_local_province CHECK (((scope = 'kcqg'::text) OR (province_id IS NOT NULL)))
    budget budget_pkey PRIMARY KEY (id)
    budget budget_province FOREIGN KEY (province_id) REFERENCES unit(id)
    budget budget_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    budget budget_within CHECK ((allotted <= amount))
    budget budget_year CHECK (((year >= 2000) AND (year <= 2200)))
    budget_grant budget_grant_amount CHECK ((amount <> 0))
    budget_grant budget_grant_budget FOREIGN KEY (budget_id) REFERENCES budget(id)
    budget_grant budget_grant_pkey PRIMARY KEY (id)
    budget_turn budget_turn_pkey PRIMARY KEY (scope, year)
    bulletin_issue bulletin_issue_counts CHECK (((copies >= 0) AND (pages >= 0)))
    bulletin_issue bulletin_issue_pkey PRIMARY KEY (id)
    bulletin_issue bulletin_issue_province FOREIGN KEY (province_id) REFERENCES unit(id)
    bulletin_issue bulletin_issue_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    bulletin_issue bulletin_issue_year CHECK ((year = (substr((published_on)::text, 1, 4))::bigint))
    calendar_key calendar_key_account FOREIGN KEY (account_id) REFERENCES account(id)
    calendar_key calendar_key_pkey PRIMARY KEY (account_id)
    carried_money carried_money_carried CHECK ((carried > 0))
    carried_money carried_money_line FOREIGN KEY (line_id) REFERENCES plan_line(id)
    carried_money carried_money_pkey PRIMARY KEY (line_id)
    carried_money carried_money_spent CHECK ((spent >= 0))
    carried_money carried_money_spent_within CHECK ((spent <= carried))
    ceiling_decision ceiling_decision_norm_id_fkey FOREIGN KEY (norm_id) REFERENCES norm(id)
    ceiling_decision ceiling_decision_pkey PRIMARY KEY (id)
    ceiling_decision ceiling_decision_rules_sha256_fkey FOREIGN KEY (rules_sha256) REFERENCES kept_rules(sha256)
    cluster cluster_area CHECK (((area_m2 IS NULL) OR (area_m2 >= 0)))
    cluster cluster_pkey PRIMARY KEY (id)
    cluster cluster_province FOREIGN KEY (province_id) REFERENCES unit(id)
    cluster cluster_since CHECK (((managed_since IS NULL) OR (length(managed_since) = ANY (ARRAY[4, 7, 10]))))
    cluster cluster_status CHECK ((status = ANY (ARRAY['planned'::text, 'established'::text, 'building'::text, 'operating'::text, 'suspended'::text, 'revoked'::text, 'unknown'::text])))
    cluster cluster_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    contract_annex contract_annex_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    contract_annex contract_annex_pkey PRIMARY KEY (project_id, number)
    contract_annex contract_annex_project FOREIGN KEY (project_id) REFERENCES project(id)
    contract_annex contract_annex_version FOREIGN KEY (project_id, cost_version) REFERENCES cost_version(project_id, number)
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
    cost_line_source money_admitted CHECK ((admitted >= 0))
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
    cost_line_source money_settled_within_admitted CHECK ((settled <= admitted))
    cost_version cost_version_pkey PRIMARY KEY (project_id, number)
    cost_version cost_version_project FOREIGN KEY (project_id) REFERENCES project(id)
    cost_version cost_version_state CHECK ((state = ANY (ARRAY['approved'::text, 'proposed'::text, 'superseded'::text, 'refused'::text])))
    cost_version_line cost_version_line_pkey PRIMARY KEY (project_id, number, line_id)
    cost_version_line cost_version_line_version FOREIGN KEY (project_id, number) REFERENCES cost_version(project_id, number)
    council council_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    council council_form CHECK ((form = ANY (ARRAY['council'::text, 'group'::text])))
    council council_level CHECK ((level = ANY (ARRAY['base'::text, 'ministry'::text])))
    council council_pass CHECK (((pass_bp >= 1) AND (pass_bp <= 10000)))
    council council_pkey PRIMARY KEY (id)
    council council_province FOREIGN KEY (province_id) REFERENCES unit(id)
    council council_quorum CHECK (((quorum_bp >= 1) AND (quorum_bp <= 10000)))
    council council_term CHECK (((term_to IS NULL) OR (term_from <= term_to)))
    council council_territory CHECK (((level = 'base'::text) = (province_id IS NOT NULL)))
    council_finding council_finding_entitled CHECK (entitled)
    council_finding council_finding_pkey PRIMARY KEY (item_id, member_id, criterion)
    council_finding council_finding_seat FOREIGN KEY (item_id, member_id, entitled) REFERENCES council_seat(item_id, member_id, entitled)
    council_finding council_finding_verdict CHECK ((verdict = ANY (ARRAY['pass'::text, 'fail'::text, 'needs_more'::text])))
    council_interest council_interest_kind CHECK ((kind = ANY (ARRAY['owner'::text, 'relative'::text, 'employee'::text, 'drafter'::text, 'implementer'::text, 'proposer'::text, 'namesake'::text, 'supplier'::text, 'other'::text])))
    council_interest council_interest_member FOREIGN KEY (member_id) REFERENCES council_member(id)
    council_interest council_interest_pkey PRIMARY KEY (id)
    council_interest council_interest_project FOREIGN KEY (project_id) REFERENCES project(id)
    council_interest council_interest_state CHECK ((state = ANY (ARRAY['question'::text, 'excluded'::text, 'cleared'::text])))
    council_item council_item_budget_fit CHECK ((budget_fit = ANY (ARRAY['fits'::text, 'reduced'::text, 'beyond'::text])))
    council_item council_item_concluded CHECK (((outcome = 'concluded'::text) = (conclusion IS NOT NULL)))
    council_item council_item_conclusion CHECK ((conclusion = ANY (ARRAY['passed'::text, 'passed_with_changes'::text, 'failed'::text])))
    council_item council_item_outcome CHECK ((outcome = ANY (ARRAY['pending'::text, 'concluded'::text, 'postponed'::text])))
    council_item council_item_pkey PRIMARY KEY (id)
    council_item council_item_project FOREIGN KEY (project_id) REFERENCES project(id)
    council_item council_item_proposed CHECK ((proposed >= 0))
    council_item council_item_rank CHECK ((rank > 0))
    council_item council_item_session FOREIGN KEY (session_id) REFERENCES council_session(id)
    council_member council_member_account FOREIGN KEY (account_id) REFERENCES account(id)
    council_member council_member_chair_votes CHECK (((duty <> 'chair'::text) OR votes))
    council_member council_member_council FOREIGN KEY (council_id) REFERENCES council(id)
    council_member council_member_duty CHECK ((duty = ANY (ARRAY['chair'::text, 'deputy'::text, 'secretary'::text, 'member'::text])))
    council_member council_member_pkey PRIMARY KEY (id)
    council_member council_member_term CHECK (((until IS NULL) OR (since <= until)))
    council_presence council_presence_member FOREIGN KEY (member_id) REFERENCES council_member(id)
    council_presence council_presence_pkey PRIMARY KEY (session_id, member_id)
    council_presence council_presence_session FOREIGN KEY (session_id) REFERENCES council_session(id)
    council_seat council_seat_item FOREIGN KEY (item_id) REFERENCES council_item(id)
    council_seat council_seat_member FOREIGN KEY (member_id) REFERENCES council_member(id)
    council_seat council_seat_pkey PRIMARY KEY (item_id, member_id)
    council_session council_session_council FOREIGN KEY (council_id) REFERENCES council(id)
    council_session council_session_pass CHECK (((pass_bp >= 1) AND (pass_bp <= 10000)))
    council_session council_session_pkey PRIMARY KEY (id)
    council_session council_session_quorum CHECK (((quorum_bp >= 1) AND (quorum_bp <= 10000)))
    council_session council_session_state CHECK ((state = ANY (ARRAY['planned'::text, 'open'::text, 'closed'::text, 'cancelled'::text])))
    council_vote council_vote_choice CHECK ((choice = ANY (ARRAY['for'::text, 'with_changes'::text, 'against'::text])))
    council_vote council_vote_entitled CHECK (entitled)
    council_vote council_vote_pkey PRIMARY KEY (item_id, member_id)
    council_vote council_vote_present CHECK (present)
    council_vote council_vote_seat FOREIGN KEY (item_id, member_id, entitled) REFERENCES council_seat(item_id, member_id, entitled)
    council_vote council_vote_there FOREIGN KEY (session_id, member_id, present) REFERENCES council_presence(session_id, member_id, present)
    council_vote_trail council_vote_trail_act CHECK ((act = ANY (ARRAY['cast'::text, 'changed'::text, 'void'::text])))
    council_vote_trail council_vote_trail_item FOREIGN KEY (item_id) REFERENCES council_item(id)
    council_vote_trail council_vote_trail_member FOREIGN KEY (member_id) REFERENCES council_member(id)
    council_vote_trail council_vote_trail_pkey PRIMARY KEY (id)
    debt debt_amount CHECK ((amount > 0))
    debt debt_cause CHECK ((cause = ANY (ARRAY['overpaid'::text, 'audit'::text, 'stopped'::text])))
    debt debt_cleared CHECK (((cleared_on IS NULL) = ((recovered < amount) AND (NOT withdrawn))))
    debt debt_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    debt debt_pkey PRIMARY KEY (id)
    debt debt_project FOREIGN KEY (project_id) REFERENCES project(id)
    debt debt_recovered CHECK ((recovered >= 0))
    debt debt_recovered_within CHECK ((recovered <= amount))
    debt debt_withdrawn CHECK (((NOT withdrawn) OR (cause = 'stopped'::text)))
    debt_recovery debt_recovery_amount CHECK ((amount > 0))
    debt_recovery debt_recovery_debt FOREIGN KEY (debt_id) REFERENCES debt(id)
    debt_recovery debt_recovery_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    debt_recovery debt_recovery_pkey PRIMARY KEY (id)
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
    execution_photo execution_photo_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    execution_photo execution_photo_follow_up FOREIGN KEY (follow_up_id) REFERENCES follow_up(id)
    execution_photo execution_photo_of_one CHECK (((report_id IS NULL) <> (follow_up_id IS NULL)))
    execution_photo execution_photo_pkey PRIMARY KEY (id)
    execution_photo execution_photo_project FOREIGN KEY (project_id) REFERENCES project(id)
    execution_photo execution_photo_report FOREIGN KEY (report_id) REFERENCES progress_report(id)
    flagship flagship_from CHECK (((from_year >= 2000) AND (from_year <= 2200)))
    flagship flagship_lead_centre FOREIGN KEY (lead_centre) REFERENCES national_centre(code)
    flagship flagship_lead_province FOREIGN KEY (lead_province_id) REFERENCES unit(id)
    flagship flagship_pkey PRIMARY KEY (id)
    flagship flagship_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    flagship flagship_title CHECK ((title <> ''::text))
    flagship flagship_years CHECK (((to_year > from_year) AND (to_year < (from_year + 10))))
    flagship_cell flagship_cell_amount CHECK ((amount > 0))
    flagship_cell flagship_cell_flagship FOREIGN KEY (flagship_id) REFERENCES flagship(id)
    flagship_cell flagship_cell_pkey PRIMARY KEY (flagship_id, year, province_id)
    flagship_cell flagship_cell_province FOREIGN KEY (province_id) REFERENCES unit(id)
    flagship_cell flagship_cell_used CHECK (((used >= 0) AND (used <= amount)))
    flagship_part flagship_part_cell FOREIGN KEY (flagship_id, year, province_id) REFERENCES flagship_cell(flagship_id, year, province_id)
    flagship_part flagship_part_pkey PRIMARY KEY (project_id)
    flagship_part flagship_part_project FOREIGN KEY (project_id) REFERENCES project(id)
    follow_up follow_up_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    follow_up follow_up_pkey PRIMARY KEY (id)
    follow_up follow_up_project FOREIGN KEY (project_id) REFERENCES project(id)
    follow_up_figure follow_up_figure_energy CHECK ((energy >= 0))
    follow_up_figure follow_up_figure_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    follow_up_figure follow_up_figure_exports CHECK ((exports >= 0))
    follow_up_figure follow_up_figure_income CHECK ((income >= 0))
    follow_up_figure follow_up_figure_labour CHECK ((labour >= 0))
    follow_up_figure follow_up_figure_machine CHECK ((machine = ANY (ARRAY['in_use'::text, 'partly'::text, 'idle'::text, 'gone'::text, 'none'::text])))
    follow_up_figure follow_up_figure_pkey PRIMARY KEY (follow_up_id, "position")
    follow_up_figure follow_up_figure_revenue CHECK ((revenue >= 0))
    follow_up_figure follow_up_figure_tax CHECK ((tax >= 0))
    follow_up_figure follow_up_figure_visit FOREIGN KEY (follow_up_id) REFERENCES follow_up(id)
    form_basis form_basis_account FOREIGN KEY (recorded_account) REFERENCES account(id)
    form_basis form_basis_change CHECK ((((change = ANY (ARRAY['add'::text, 'verify'::text])) OR ((change = ANY (ARRAY['correct'::text, 'withdraw'::text])) AND (reason <> ''::text))) AND ((change = 'add'::text) OR (version > 1))))
    form_basis form_basis_code CHECK ((code <> ''::text))
    form_basis form_basis_document CHECK (((instrument_id IS NULL) OR (article <> ''::text)))
    form_basis form_basis_instrument FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    form_basis form_basis_pkey PRIMARY KEY (id)
    form_basis form_basis_verified CHECK (((NOT verified) OR (article <> ''::text)))
    form_basis form_basis_version CHECK ((version >= 1))
    form_submission form_submission_pkey PRIMARY KEY (key)
    framework framework_from_year CHECK (((from_year >= 2000) AND (from_year <= 2200)))
    framework framework_number CHECK ((number > 0))
    framework framework_period CHECK (((to_year >= from_year) AND (to_year <= (from_year + 9))))
    framework framework_pkey PRIMARY KEY (id)
    framework framework_province FOREIGN KEY (province_id) REFERENCES unit(id)
    framework framework_to_year CHECK (((to_year >= 2000) AND (to_year <= 2200)))
    framework_money framework_money_amount CHECK ((amount >= 0))
    framework_money framework_money_pkey PRIMARY KEY (framework_id, number, year, source)
    framework_money framework_money_source CHECK ((source = ANY (ARRAY['kcqg'::text, 'kcdp'::text, 'other_state'::text, 'counterpart'::text, 'loan'::text])))
    framework_money framework_money_version FOREIGN KEY (framework_id, number) REFERENCES framework_version(framework_id, number)
    framework_target framework_target_pkey PRIMARY KEY (framework_id, number, indicator)
    framework_target framework_target_target CHECK ((target >= 0))
    framework_target framework_target_version FOREIGN KEY (framework_id, number) REFERENCES framework_version(framework_id, number)
    framework_version framework_version_framework FOREIGN KEY (framework_id) REFERENCES framework(id)
    framework_version framework_version_issued CHECK (((instrument_no = ''::text) = (instrument_on IS NULL)))
    framework_version framework_version_pkey PRIMARY KEY (framework_id, number)
    funding_match funding_match_action CHECK ((action = ANY (ARRAY['block'::text, 'warn'::text])))
    funding_match funding_match_kind CHECK ((kind = ANY (ARRAY['serial'::text, 'invoice'::text, 'other_budget'::text, 'taxpayer'::text, 'site'::text, 'name'::text])))
    funding_match funding_match_other CHECK ((other_thing = ANY (ARRAY['project'::text, 'machine_support'::text])))
    funding_match funding_match_pkey PRIMARY KEY (id)
    funding_match funding_match_project FOREIGN KEY (project_id) REFERENCES project(id)
    funding_match funding_match_reason CHECK (((resolution IS NULL) = (reason = ''::text)))
    funding_match funding_match_resolution CHECK ((resolution = ANY (ARRAY['distinct'::text, 'allowed'::text, 'confirmed'::text])))
    funding_match funding_match_resolved CHECK (((resolution IS NULL) = (resolved_at IS NULL)))
    funding_match funding_match_rule_of FOREIGN KEY (rule_id) REFERENCES funding_match_rule(id)
    funding_match_rule funding_match_rule_action CHECK ((action = ANY (ARRAY['block'::text, 'warn'::text, 'off'::text])))
    funding_match_rule funding_match_rule_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    funding_match_rule funding_match_rule_kind CHECK ((kind = ANY (ARRAY['serial'::text, 'invoice'::text, 'other_budget'::text, 'taxpayer'::text, 'site'::text, 'name'::text])))
    funding_match_rule funding_match_rule_names CHECK (((kind = 'name'::text) = (similarity IS NOT NULL)))
    funding_match_rule funding_match_rule_pkey PRIMARY KEY (id)
    funding_match_rule funding_match_rule_similarity CHECK (((similarity >= 40) AND (similarity <= 100)))
    funding_match_rule funding_match_rule_years CHECK (((years >= 0) AND (years <= 100)))
    industry industry_pkey PRIMARY KEY (version, code)
    industry industry_version_check CHECK ((version = ANY (ARRAY[(2018)::bigint, (2025)::bigint])))
    industry_map industry_map_pkey PRIMARY KEY (code_2018, code_2025)
    inspection inspection_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    inspection inspection_pkey PRIMARY KEY (id)
    inspection inspection_project FOREIGN KEY (project_id) REFERENCES project(id)
    installation installation_id_check CHECK ((id = 1))
    installation installation_pkey PRIMARY KEY (id)
    instrument instrument_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id)
    instrument instrument_kind CHECK ((kind = ANY (ARRAY['luat'::text, 'nghi_dinh'::text, 'nghi_quyet'::text, 'quyet_dinh'::text, 'thong_tu'::text, 'thong_tu_lien_tich'::text, 'chi_thi'::text, 'van_ban_hop_nhat'::text, 'cong_van'::text, 'ke_hoach'::text, 'khac'::text])))
    instrument instrument_period CHECK (((effective_from IS NULL) OR (effective_to IS NULL) OR (effective_from <= effective_to)))
    instrument instrument_pkey PRIMARY KEY (id)
    instrument instrument_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
    instrument_article instrument_article_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    instrument_article instrument_article_kind CHECK ((kind = ANY (ARRAY['article'::text, 'annex'::text])))
    instrument_article instrument_article_pkey PRIMARY KEY (id)
    instrument_conclusion instrument_conclusion_change CHECK ((((change = 'conclude'::text) AND (version = 1) AND (done_on IS NULL)) OR ((change = 'revise'::text) AND (version > 1) AND (done_on IS NULL)) OR ((change = 'complete'::text) AND (version > 1) AND (done_on IS NOT NULL))))
    instrument_conclusion instrument_conclusion_done CHECK ((((done_on IS NULL) AND (done_instrument_id IS NULL) AND (done_paper = ''::text)) OR ((done_on IS NOT NULL) AND (done_on >= concluded_on) AND ((done_instrument_id IS NOT NULL) OR (done_paper <> ''::text)))))
    instrument_conclusion instrument_conclusion_done_instrument_id_fkey FOREIGN KEY (done_instrument_id) REFERENCES instrument(id)
    instrument_conclusion instrument_conclusion_due CHECK ((((outcome = 'keep'::text) AND (executor = ''::text) AND (due_on IS NULL) AND (done_on IS NULL)) OR ((outcome <> 'keep'::text) AND (executor <> ''::text) AND (due_on IS NOT NULL) AND (due_on >= concluded_on))))
    instrument_conclusion instrument_conclusion_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    instrument_conclusion instrument_conclusion_instrument_id_version_key PRIMARY KEY (instrument_id, version)
    instrument_conclusion instrument_conclusion_other CHECK (((done_instrument_id IS NULL) OR (done_instrument_id <> instrument_id)))
    instrument_conclusion instrument_conclusion_outcome CHECK ((outcome = ANY (ARRAY['repeal'::text, 'amend'::text, 'replace'::text, 'keep'::text])))
    instrument_conclusion instrument_conclusion_reason CHECK ((reason <> ''::text))
    instrument_conclusion instrument_conclusion_recorded_account_fkey FOREIGN KEY (recorded_account) REFERENCES account(id)
    instrument_conclusion instrument_conclusion_version CHECK ((version >= 1))
    instrument_relation instrument_relation_dated_from_id_fkey FOREIGN KEY (from_id) REFERENCES instrument(id)
    instrument_relation instrument_relation_dated_to_id_fkey FOREIGN KEY (to_id) REFERENCES instrument(id)
    instrument_relation instrument_relation_kind CHECK ((kind = ANY (ARRAY['amends'::text, 'replaces'::text, 'consolidates'::text, 'guides'::text, 'based_on'::text])))
    instrument_relation instrument_relation_once PRIMARY KEY (from_id, kind, to_id)
    instrument_relation instrument_relation_other CHECK ((from_id <> to_id))
    item_claim item_claim_project FOREIGN KEY (project_id) REFERENCES project(id)
    kept_duty kept_duty_project FOREIGN KEY (project_id) REFERENCES project(id)
    kept_rules kept_rules_pkey PRIMARY KEY (sha256)
    kept_rules kept_rules_sha256_check CHECK ((length(sha256) = 64))
    kept_total kept_total_level CHECK ((level = ANY (ARRAY['province'::text, 'commune'::text])))
    kept_total kept_total_pkey PRIMARY KEY (path, year, scope)
    kept_total kept_total_province FOREIGN KEY (province_id) REFERENCES unit(id)
    kept_total kept_total_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    kept_total kept_total_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    machine_support machine_support_amounts CHECK ((((quantity >= 1) AND (quantity <= 1000)) AND (price >= 0) AND (support >= 0)))
    machine_support machine_support_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    machine_support machine_support_pkey PRIMARY KEY (id)
    machine_support machine_support_project FOREIGN KEY (project_id) REFERENCES project(id)
    machine_support machine_support_province FOREIGN KEY (province_id) REFERENCES unit(id)
    machine_support machine_support_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    machine_support machine_support_within_price CHECK (((price = 0) OR (support <= (price * quantity))))
    machine_support machine_support_year CHECK ((year = (substr((accepted_on)::text, 1, 4))::bigint))
    mail mail_account FOREIGN KEY (account_id) REFERENCES account(id)
    mail mail_pkey PRIMARY KEY (id)
    mail mail_recipient CHECK ((recipient <> ''::text))
    mail mail_sent CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)))
    mail mail_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'withdrawn'::text])))
    meeting meeting_counts CHECK ((((provinces IS NULL) OR (provinces >= 0)) AND ((delegates IS NULL) OR (delegates >= 0))))
    meeting meeting_held CHECK ((length(held_on) = ANY (ARRAY[4, 7, 10])))
    meeting meeting_kind CHECK ((kind = ANY (ARRAY['working_visit'::text, 'study_visit'::text, 'regional_conference'::text, 'evaluation_conference'::text, 'other'::text])))
    meeting meeting_pkey PRIMARY KEY (id)
    migration migration_pkey PRIMARY KEY (name)
    money_entry money_entry_amount CHECK ((amount <> 0))
    money_entry money_entry_budget_year CHECK (((budget_year IS NULL) OR ((budget_year >= year) AND (kind = ANY (ARRAY['advance'::text, 'pay'::text, 'recover'::text])))))
    money_entry money_entry_carried FOREIGN KEY (carried_line_id) REFERENCES carried_money(line_id)
    money_entry money_entry_carried_said CHECK (((carried_line_id IS NOT NULL) = ((kind = ANY (ARRAY['advance'::text, 'pay'::text])) AND (COALESCE(budget_year, year) > year))))
    money_entry money_entry_kind CHECK ((kind = ANY (ARRAY['plan'::text, 'allot'::text, 'commit'::text, 'advance'::text, 'accept'::text, 'settle'::text, 'pay'::text, 'recover'::text])))
    money_entry money_entry_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source(line_id, source)
    money_entry money_entry_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    money_entry money_entry_pkey PRIMARY KEY (id)
    money_entry money_entry_project FOREIGN KEY (project_id) REFERENCES project(id)
    national_centre national_centre_name_check CHECK ((name <> ''::text))
    national_centre national_centre_pkey PRIMARY KEY (code)
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
    paper_counter paper_counter_last CHECK ((last > 0))
    paper_counter paper_counter_pkey PRIMARY KEY (series_id, year)
    paper_counter paper_counter_series_id_fkey FOREIGN KEY (series_id) REFERENCES paper_series(id)
    paper_number paper_number_given_account_fkey FOREIGN KEY (given_account) REFERENCES account(id)
    paper_number paper_number_number CHECK ((number > 0))
    paper_number paper_number_pkey PRIMARY KEY (id)
    paper_number paper_number_series_id_fkey FOREIGN KEY (series_id) REFERENCES paper_series(id)
    paper_series paper_series_area CHECK (((issuer = 'agency'::text) = (territory_id IS NULL)))
    paper_series paper_series_first CHECK ((first_number > 0))
    paper_series paper_series_from_year CHECK (((from_year >= 2000) AND (from_year <= 2200)))
    paper_series paper_series_issuer CHECK ((issuer = ANY (ARRAY['centre'::text, 'department'::text, 'agency'::text])))
    paper_series paper_series_kind CHECK ((kind = ANY (ARRAY['decision'::text, 'letter'::text, 'submission'::text, 'minutes'::text, 'report'::text, 'plan'::text, 'notice'::text, 'contract'::text, 'slip'::text])))
    paper_series paper_series_pkey PRIMARY KEY (id)
    paper_series paper_series_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES unit(id)
    parameter parameter_change CHECK ((change = ANY (ARRAY['add'::text, 'correct'::text, 'end'::text, 'verify'::text])))
    parameter parameter_day CHECK ((((month IS NULL) AND (day IS NULL) AND (year_offset IS NULL) AND (inclusive IS NULL)) OR (((month >= 1) AND (month <= 12)) AND ((day >= 1) AND (day <= 31)) AND ((year_offset >= '-2'::integer) AND (year_offset <= 2)) AND (inclusive IS NOT NULL))))
    parameter parameter_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    parameter parameter_measure CHECK ((((measure = 'deadline'::text) AND (share_bp IS NULL) AND (months IS NULL)) OR ((measure = 'share'::text) AND (month IS NULL) AND (months IS NULL)) OR ((measure = 'months'::text) AND (month IS NULL) AND (share_bp IS NULL))))
    parameter parameter_months CHECK (((months IS NULL) OR ((months >= 1) AND (months <= 120))))
    parameter parameter_period CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to)))
    parameter parameter_pkey PRIMARY KEY (id)
    parameter parameter_recorded_account_fkey FOREIGN KEY (recorded_account) REFERENCES account(id)
    parameter parameter_scope CHECK (((scope IS NULL) OR (scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text]))))
    parameter parameter_share CHECK (((share_bp IS NULL) OR ((share_bp >= 1) AND (share_bp <= 10000))))
    parameter parameter_supersedes_id_fkey FOREIGN KEY (supersedes_id) REFERENCES parameter(id)
    parameter parameter_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES unit(id)
    parameter parameter_version CHECK ((((version = 1) AND (supersedes_id IS NULL)) OR ((version > 1) AND (supersedes_id IS NOT NULL))))
    plan_change plan_change_amount CHECK ((amount >= 0))
    plan_change plan_change_pkey PRIMARY KEY (line_id)
    plan_change plan_change_plan FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
    plan_change plan_change_proposal FOREIGN KEY (proposal_id) REFERENCES proposal(id)
    plan_change plan_change_quantity CHECK ((quantity > 0))
    plan_line plan_line_amount CHECK ((amount >= 0))
    plan_line plan_line_pkey PRIMARY KEY (id)
    plan_line plan_line_plan FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
    plan_line plan_line_quantity CHECK ((quantity > 0))
    plan_line plan_line_quarters CHECK ((((quarter_1 IS NULL) AND (quarter_2 IS NULL) AND (quarter_3 IS NULL) AND (quarter_4 IS NULL)) OR ((quarter_1 >= 0) AND (quarter_2 >= 0) AND (quarter_3 >= 0) AND (quarter_4 >= 0) AND (amount IS NOT NULL) AND ((((quarter_1 + quarter_2) + quarter_3) + quarter_4) = amount))))
    plan_line plan_line_standing CHECK ((standing = ANY (ARRAY['allotted'::text, 'reserve'::text, 'carried'::text, 'deferred'::text, 'shifted'::text, 'dropped'::text])))
    plan_line plan_line_taken CHECK (((taken >= 0) AND ((amount IS NULL) OR (taken <= amount))))
    plan_transfer plan_transfer_amount CHECK ((amount > 0))
    plan_transfer plan_transfer_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    plan_transfer plan_transfer_from FOREIGN KEY (from_line) REFERENCES plan_line(id)
    plan_transfer plan_transfer_kind CHECK ((kind = ANY (ARRAY['source_shift'::text, 'carry_over'::text, 'deferral'::text])))
    plan_transfer plan_transfer_pkey PRIMARY KEY (id)
    plan_transfer plan_transfer_to FOREIGN KEY (to_line) REFERENCES plan_line(id)
    plan_version plan_version_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    plan_version plan_version_number CHECK ((number > 0))
    plan_version plan_version_pkey PRIMARY KEY (plan_id, number)
    plan_version plan_version_plan FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
    plan_version_line plan_version_line_pkey PRIMARY KEY (plan_id, number, line_id)
    plan_version_line plan_version_line_version FOREIGN KEY (plan_id, number) REFERENCES plan_version(plan_id, number)
    progress_quantity progress_quantity_done CHECK ((done >= 0))
    progress_quantity progress_quantity_pkey PRIMARY KEY (report_id, "position")
    progress_quantity progress_quantity_planned CHECK ((planned >= 0))
    progress_quantity progress_quantity_report FOREIGN KEY (report_id) REFERENCES progress_report(id)
    progress_report progress_report_counterpart CHECK ((counterpart >= 0))
    progress_report progress_report_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    progress_report progress_report_percent CHECK (((percent >= 0) AND (percent <= 100)))
    progress_report progress_report_period CHECK ((period_from <= period_to))
    progress_report progress_report_pkey PRIMARY KEY (id)
    progress_report progress_report_project FOREIGN KEY (project_id) REFERENCES project(id)
    progress_report progress_report_spent CHECK ((spent >= 0))
    project project_advance_limit CHECK (((advance_limit_bp >= 0) AND (advance_limit_bp <= 10000)))
    project project_centre_scope CHECK (((national_centre IS NULL) OR (scope = 'kcqg'::text)))
    project project_kind CHECK ((kind = ANY (ARRAY['single'::text, 'group'::text, 'flagship'::text])))
    project project_national_centre FOREIGN KEY (national_centre) REFERENCES national_centre(code)
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
    project_continuation project_continuation_continues FOREIGN KEY (continues_id) REFERENCES project(id)
    project_continuation project_continuation_once UNIQUE (continues_id)
    project_continuation project_continuation_other CHECK ((project_id <> continues_id))
    project_continuation project_continuation_pkey PRIMARY KEY (project_id)
    project_continuation project_continuation_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_day project_day_kind CHECK ((kind = ANY (ARRAY['registration_request'::text, 'registration'::text, 'progress_report'::text])))
    project_day project_day_order CHECK (((starts_on IS NULL) OR (starts_on <= due_on)))
    project_day project_day_period CHECK (((kind = 'progress_report'::text) = (starts_on IS NOT NULL)))
    project_day project_day_pkey PRIMARY KEY (project_id, kind, number)
    project_day project_day_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_event project_event_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    project_event project_event_pkey PRIMARY KEY (id)
    project_event project_event_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_request project_request_answered CHECK (((answered_on IS NULL) = (answer = ''::text)))
    project_request project_request_days CHECK ((due_on >= asked_on))
    project_request project_request_inspection FOREIGN KEY (inspection_id) REFERENCES inspection(id)
    project_request project_request_kind CHECK ((kind = ANY (ARRAY['inspection'::text, 'defect'::text])))
    project_request project_request_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    project_request project_request_pkey PRIMARY KEY (id)
    project_request project_request_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_request project_request_source CHECK (((kind = 'inspection'::text) = (inspection_id IS NOT NULL)))
    project_result project_result_pkey PRIMARY KEY (project_id, "position")
    project_result project_result_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_roster project_roster_fixed CHECK (((state = ANY (ARRAY['fixed'::text, 'superseded'::text])) = ((paper_id IS NOT NULL) AND (fixed_on IS NOT NULL))))
    project_roster project_roster_number CHECK ((number > 0))
    project_roster project_roster_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    project_roster project_roster_pkey PRIMARY KEY (project_id, number)
    project_roster project_roster_project FOREIGN KEY (project_id) REFERENCES project(id)
    project_roster project_roster_state CHECK ((state = ANY (ARRAY['draft'::text, 'fixed'::text, 'superseded'::text, 'refused'::text])))
    project_version project_version_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    project_version project_version_named CHECK (((establishment_id IS NULL) = (beneficiary = ''::text)))
    project_version project_version_period CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (starts_on <= ends_on)))
    project_version project_version_pkey PRIMARY KEY (project_id, number)
    project_version project_version_title CHECK ((title <> ''::text))
    project_version project_version_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    project_version project_version_version FOREIGN KEY (project_id, number) REFERENCES cost_version(project_id, number)
    proof_file proof_file_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    proof_file proof_file_paper FOREIGN KEY (paper_id) REFERENCES proof_paper(id)
    proof_file proof_file_pkey PRIMARY KEY (id)
    proof_file proof_file_project FOREIGN KEY (project_id) REFERENCES project(id)
    proof_file proof_file_sha256 CHECK ((length(sha256) = 64))
    proof_paper proof_paper_pkey PRIMARY KEY (id)
    proof_paper proof_paper_project FOREIGN KEY (project_id) REFERENCES project(id)
    proposal proposal_approved CHECK (((state = 'approved'::text) = (plan_line_id IS NOT NULL)))
    proposal proposal_asked CHECK ((asked > 0))
    proposal proposal_carried_from FOREIGN KEY (carried_from) REFERENCES proposal(id)
    proposal proposal_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    proposal proposal_granted CHECK (((granted > 0) AND (granted <= asked)))
    proposal proposal_holder CHECK ((holder = ANY (ARRAY['commune'::text, 'centre'::text, 'department'::text, 'agency'::text])))
    proposal proposal_kind CHECK ((kind = ANY (ARRAY['single'::text, 'group'::text, 'flagship'::text])))
    proposal proposal_money CHECK ((asked <= total_cost))
    proposal proposal_need FOREIGN KEY (need_id) REFERENCES need(id)
    proposal proposal_origin CHECK ((origin = ANY (ARRAY['commune'::text, 'centre'::text, 'department'::text, 'agency'::text])))
    proposal proposal_pkey PRIMARY KEY (id)
    proposal proposal_plan FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
    proposal proposal_plan_line FOREIGN KEY (plan_line_id) REFERENCES plan_line(id)
    proposal proposal_project FOREIGN KEY (project_id) REFERENCES project(id)
    proposal proposal_province FOREIGN KEY (province_id) REFERENCES unit(id)
    proposal proposal_quantity CHECK ((quantity > 0))
    proposal proposal_quarters CHECK ((((quarter_1 IS NULL) AND (quarter_2 IS NULL) AND (quarter_3 IS NULL) AND (quarter_4 IS NULL)) OR ((quarter_1 >= 0) AND (quarter_2 >= 0) AND (quarter_3 >= 0) AND (quarter_4 >= 0) AND (granted IS NOT NULL) AND ((((quarter_1 + quarter_2) + quarter_3) + quarter_4) = granted))))
    proposal proposal_rank CHECK ((rank > 0))
    proposal proposal_refused CHECK (((state <> ALL (ARRAY['returned'::text, 'reserve'::text, 'deferred'::text, 'refused'::text, 'withdrawn'::text])) OR (reason <> ''::text)))
    proposal proposal_score CHECK (((score >= 0) AND (score <= 10000)))
    proposal proposal_selected CHECK (((state <> ALL (ARRAY['selected'::text, 'approved'::text])) OR (granted IS NOT NULL)))
    proposal proposal_state CHECK ((state = ANY (ARRAY['open'::text, 'returned'::text, 'selected'::text, 'reserve'::text, 'deferred'::text, 'refused'::text, 'withdrawn'::text, 'approved'::text])))
    proposal proposal_total_cost CHECK ((total_cost > 0))
    proposal proposal_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    proposal proposal_unsure CHECK ((eligible OR (NOT unsure)))
    proposal_remark proposal_remark_pkey PRIMARY KEY (id)
    proposal_remark proposal_remark_proposal FOREIGN KEY (proposal_id) REFERENCES proposal(id)
    proposal_remark proposal_remark_remark CHECK ((remark <> ''::text))
    proposal_score proposal_score_criterion FOREIGN KEY (criterion_id) REFERENCES selection_criterion(id)
    proposal_score proposal_score_pkey PRIMARY KEY (proposal_id, criterion_id)
    proposal_score proposal_score_points CHECK ((points >= 0))
    proposal_score proposal_score_proposal FOREIGN KEY (proposal_id) REFERENCES proposal(id)
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
    reminder reminder_account FOREIGN KEY (account_id) REFERENCES account(id)
    reminder reminder_mail FOREIGN KEY (mail_id) REFERENCES mail(id)
    reminder reminder_pkey PRIMARY KEY (id)
    reminder reminder_stage CHECK ((stage = ANY (ARRAY['assigned'::text, 'soon'::text, 'late'::text])))
    reminder_setting reminder_setting_account FOREIGN KEY (account_id) REFERENCES account(id)
    reminder_setting reminder_setting_days CHECK (((days_ahead >= 0) AND (days_ahead <= 60)))
    reminder_setting reminder_setting_pkey PRIMARY KEY (account_id)
    report_due report_due_kind CHECK ((kind = ANY (ARRAY['yearly'::text, 'half_year'::text])))
    report_due report_due_pkey PRIMARY KEY (id)
    report_due report_due_province FOREIGN KEY (province_id) REFERENCES unit(id)
    report_sent report_sent_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    report_sent report_sent_kind CHECK ((kind = ANY (ARRAY['yearly'::text, 'half_year'::text])))
    report_sent report_sent_order CHECK ((paper_on <= sent_on))
    report_sent report_sent_paper CHECK ((paper_no <> ''::text))
    report_sent report_sent_pkey PRIMARY KEY (id)
    report_sent report_sent_province FOREIGN KEY (province_id) REFERENCES unit(id)
    report_sent report_sent_year CHECK (((year >= 2000) AND (year <= 2200)))
    requirement requirement_change CHECK ((change = ANY (ARRAY['add'::text, 'correct'::text, 'end'::text, 'verify'::text])))
    requirement requirement_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    requirement requirement_kind CHECK ((((kind = 'paper'::text) AND (stage = ANY (ARRAY['registration'::text, 'base_appraisal'::text])) AND (required IS NOT NULL) AND ((copies >= 1) AND (copies <= 20)) AND (level IS NULL)) OR ((kind = 'criterion'::text) AND (stage IS NULL) AND (required IS NULL) AND (copies IS NULL) AND (activities = ''::text) AND (project_kinds = ''::text) AND ((level IS NULL) OR (level = ANY (ARRAY['base'::text, 'ministry'::text]))))))
    requirement requirement_period CHECK (((valid_to IS NULL) OR (valid_from <= valid_to)))
    requirement requirement_pkey PRIMARY KEY (id)
    requirement requirement_recorded_account_fkey FOREIGN KEY (recorded_account) REFERENCES account(id)
    requirement requirement_scope CHECK (((scope IS NULL) OR (scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text]))))
    requirement requirement_supersedes_id_fkey FOREIGN KEY (supersedes_id) REFERENCES requirement(id)
    requirement requirement_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES unit(id)
    requirement requirement_version CHECK ((((version = 1) AND (supersedes_id IS NULL)) OR ((version > 1) AND (supersedes_id IS NOT NULL))))
    roster_entry roster_entry_establishment FOREIGN KEY (establishment_id) REFERENCES establishment(id)
    roster_entry roster_entry_name CHECK ((name <> ''::text))
    roster_entry roster_entry_pkey PRIMARY KEY (project_id, number, line_id)
    roster_entry roster_entry_quantity CHECK ((quantity > 0))
    roster_entry roster_entry_roster FOREIGN KEY (project_id, number) REFERENCES project_roster(project_id, number)
    roster_entry roster_entry_unit FOREIGN KEY (unit_id) REFERENCES unit(id)
    selection_criterion selection_criterion_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    selection_criterion selection_criterion_most CHECK (((most >= 1) AND (most <= 100)))
    selection_criterion selection_criterion_pkey PRIMARY KEY (id)
    selection_criterion selection_criterion_province FOREIGN KEY (province_id) REFERENCES unit(id)
    selection_criterion selection_criterion_reason CHECK (((supersedes_id IS NULL) OR (reason <> ''::text)))
    selection_criterion selection_criterion_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    selection_criterion selection_criterion_supersedes FOREIGN KEY (supersedes_id) REFERENCES selection_criterion(id)
    selection_criterion selection_criterion_valid CHECK ((valid_to >= valid_from))
    selection_criterion selection_criterion_weight CHECK (((weight >= 1) AND (weight <= 100)))
    selection_meeting selection_meeting_attendees CHECK ((attendees <> ''::text))
    selection_meeting selection_meeting_chair CHECK ((chair <> ''::text))
    selection_meeting selection_meeting_holder CHECK ((holder = ANY (ARRAY['department'::text, 'agency'::text])))
    selection_meeting selection_meeting_place CHECK ((place <> ''::text))
    selection_meeting selection_meeting_plan FOREIGN KEY (plan_id) REFERENCES annual_plan(id)
    selection_meeting selection_meeting_plan_id_holder_key PRIMARY KEY (plan_id, holder)
    selection_meeting selection_meeting_secretary CHECK ((secretary <> ''::text))
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
    supplement_gap supplement_gap_pkey PRIMARY KEY (id)
    supplement_gap supplement_gap_round FOREIGN KEY (round_id) REFERENCES supplement_round(id)
    supplement_round supplement_round_level CHECK ((level = ANY (ARRAY['base'::text, 'ministry'::text])))
    supplement_round supplement_round_order CHECK (((answered_on IS NULL) OR ((asked_on IS NOT NULL) AND (asked_on <= answered_on))))
    supplement_round supplement_round_pkey PRIMARY KEY (id)
    supplement_round supplement_round_project FOREIGN KEY (project_id) REFERENCES project(id)
    task task_done CHECK (((state = 'done'::text) = (done_on IS NOT NULL)))
    task task_period CHECK (((starts_on IS NULL) OR (starts_on <= due_on)))
    task task_person FOREIGN KEY (person_id) REFERENCES account(id)
    task task_pkey PRIMARY KEY (id)
    task task_progress CHECK (((progress >= 0) AND (progress <= 100)))
    task task_project FOREIGN KEY (project_id) REFERENCES project(id)
    task task_province FOREIGN KEY (province_id) REFERENCES unit(id)
    task task_state CHECK ((state = ANY (ARRAY['planned'::text, 'doing'::text, 'done'::text, 'dropped'::text])))
    task task_title CHECK ((title <> ''::text))
    task task_who CHECK (((person_id IS NOT NULL) OR (department <> ''::text)))
    task task_whole CHECK ((((state = 'done'::text) = (progress = 100)) OR (state = 'dropped'::text)))
    task_dependency task_dependency_needs FOREIGN KEY (needs_id) REFERENCES task(id)
    task_dependency task_dependency_pkey PRIMARY KEY (task_id, needs_id)
    task_dependency task_dependency_self CHECK ((task_id <> needs_id))
    task_dependency task_dependency_task FOREIGN KEY (task_id) REFERENCES task(id)
    task_obstacle task_obstacle_description CHECK ((description <> ''::text))
    task_obstacle task_obstacle_period CHECK ((raised_on <= due_on))
    task_obstacle task_obstacle_person FOREIGN KEY (person_id) REFERENCES account(id)
    task_obstacle task_obstacle_pkey PRIMARY KEY (id)
    task_obstacle task_obstacle_resolved CHECK (((resolved_on IS NULL) = (resolution = ''::text)))
    task_obstacle task_obstacle_task FOREIGN KEY (task_id) REFERENCES task(id)
    task_obstacle task_obstacle_who CHECK ((person_name <> ''::text))
    task_report task_report_pkey PRIMARY KEY (id)
    task_report task_report_task FOREIGN KEY (task_id) REFERENCES task(id)
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
    voucher voucher_admitted CHECK ((admitted >= 0))
    voucher voucher_admitted_within_claimed CHECK ((admitted <= claimed))
    voucher voucher_amount CHECK ((amount > 0))
    voucher voucher_claimed CHECK ((claimed > 0))
    voucher voucher_claimed_within_invoice CHECK ((claimed <= (amount + vat)))
    voucher voucher_line FOREIGN KEY (line_id, source) REFERENCES cost_line_source(line_id, source)
    voucher voucher_pkey PRIMARY KEY (id)
    voucher voucher_project FOREIGN KEY (project_id) REFERENCES project(id)
    voucher voucher_refusal_said CHECK (((admitted IS NULL) OR (admitted = claimed) OR (refusal <> ''::text)))
    voucher voucher_two_people CHECK ((admitted_by <> entered_by))
    voucher voucher_vat CHECK ((vat >= 0))
    workflow_draft workflow_draft_base_id_fkey FOREIGN KEY (base_id) REFERENCES workflow_version(id)
    workflow_draft workflow_draft_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    workflow_draft workflow_draft_local CHECK (((scope = 'kcdp'::text) OR (territory_id IS NULL)))
    workflow_draft workflow_draft_pkey PRIMARY KEY (id)
    workflow_draft workflow_draft_published CHECK (((state = 'published'::text) = (published_id IS NOT NULL)))
    workflow_draft workflow_draft_published_id_fkey FOREIGN KEY (published_id) REFERENCES workflow_version(id)
    workflow_draft workflow_draft_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    workflow_draft workflow_draft_state CHECK ((state = ANY (ARRAY['open'::text, 'published'::text, 'discarded'::text])))
    workflow_draft workflow_draft_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES unit(id)
    workflow_file workflow_file_file FOREIGN KEY (file_id) REFERENCES stored_file(id)
    workflow_file workflow_file_pkey PRIMARY KEY (id)
    workflow_file workflow_file_sha256 CHECK ((length(sha256) = 64))
    workflow_file workflow_file_workflow FOREIGN KEY (workflow_id) REFERENCES workflow_version(id)
    workflow_version workflow_version_from_id_fkey FOREIGN KEY (from_id) REFERENCES workflow_version(id)
    workflow_version workflow_version_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES instrument(id)
    workflow_version workflow_version_local CHECK (((scope = 'kcdp'::text) OR (territory_id IS NULL)))
    workflow_version workflow_version_number CHECK ((number > 0))
    workflow_version workflow_version_paper CHECK ((((paper_number = ''::text) AND (paper_signed_on IS NULL)) OR ((paper_number <> ''::text) AND (paper_signed_on IS NOT NULL) AND (paper_signer <> ''::text))))
    workflow_version workflow_version_pkey PRIMARY KEY (id)
    workflow_version workflow_version_scope CHECK ((scope = ANY (ARRAY['kcqg'::text, 'kcdp'::text])))
    workflow_version workflow_version_territory FOREIGN KEY (territory_id) REFERENCES unit(id)

INDEXES
    CREATE INDEX acceptance_item_invoice_idx ON public.acceptance_item USING btree (invoice_key)
    CREATE UNIQUE INDEX acceptance_item_pkey ON public.acceptance_item USING btree (id)
    CREATE INDEX acceptance_item_project_idx ON public.acceptance_item USING btree (project_id)
    CREATE INDEX acceptance_item_serial_idx ON public.acceptance_item USING btree (serial_key)
    CREATE UNIQUE INDEX account_commune_pkey ON public.account_commune USING btree (account_id, unit_id)
    CREATE UNIQUE INDEX account_pkey ON public.account USING btree (id)
    CREATE UNIQUE INDEX account_username_key ON public.account USING btree (username)
    CREATE UNIQUE INDEX agreement_machine_pkey ON public.agreement_machine USING btree (agreement_id, "position")
    CREATE UNIQUE INDEX agreement_pkey ON public.agreement USING btree (id)
    CREATE UNIQUE INDEX agreement_project_id_number_key ON public.agreement USING btree (project_id, number)
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
    CREATE INDEX budget_grant_budget_idx ON public.budget_grant USING btree (budget_id, id)
    CREATE UNIQUE INDEX budget_grant_pkey ON public.budget_grant USING btree (id)
    CREATE UNIQUE INDEX budget_pkey ON public.budget USING btree (id)
    CREATE UNIQUE INDEX budget_scope_province_id_year_key ON public.budget USING btree (scope, province_id, year)
    CREATE UNIQUE INDEX budget_scope_year_key ON public.budget USING btree (scope, year) WHERE (province_id IS NULL)
    CREATE UNIQUE INDEX budget_turn_pkey ON public.budget_turn USING btree (scope, year)
    CREATE UNIQUE INDEX bulletin_issue_pkey ON public.bulletin_issue USING btree (id)
    CREATE UNIQUE INDEX bulletin_issue_province_id_year_number_key ON public.bulletin_issue USING btree (province_id, year, number)
    CREATE UNIQUE INDEX calendar_key_hash_key ON public.calendar_key USING btree (hash)
    CREATE UNIQUE INDEX calendar_key_pkey ON public.calendar_key USING btree (account_id)
    CREATE UNIQUE INDEX carried_money_pkey ON public.carried_money USING btree (line_id)
    CREATE UNIQUE INDEX ceiling_decision_pkey ON public.ceiling_decision USING btree (id)
    CREATE INDEX ceiling_decision_thing ON public.ceiling_decision USING btree (thing, thing_id)
    CREATE UNIQUE INDEX cluster_pkey ON public.cluster USING btree (id)
    CREATE UNIQUE INDEX cluster_province_id_name_key ON public.cluster USING btree (province_id, name)
    CREATE UNIQUE INDEX contract_annex_pkey ON public.contract_annex USING btree (project_id, number)
    CREATE INDEX cost_line_kept_idx ON public.cost_line USING btree (project_id, removed, id)
    CREATE UNIQUE INDEX cost_line_pkey ON public.cost_line USING btree (id)
    CREATE INDEX cost_line_project_idx ON public.cost_line USING btree (project_id, "position")
    CREATE UNIQUE INDEX cost_line_source_line_id_key ON public.cost_line_source USING btree (line_id) WHERE ((requested > 0) AND (source = ANY (ARRAY['kcqg'::text, 'kcdp'::text, 'other_state'::text])))
    CREATE UNIQUE INDEX cost_line_source_pkey ON public.cost_line_source USING btree (line_id, source)
    CREATE UNIQUE INDEX cost_version_line_pkey ON public.cost_version_line USING btree (project_id, number, line_id)
    CREATE UNIQUE INDEX cost_version_pkey ON public.cost_version USING btree (project_id, number)
    CREATE UNIQUE INDEX cost_version_project_id_key ON public.cost_version USING btree (project_id) WHERE (state = 'proposed'::text)
    CREATE UNIQUE INDEX council_finding_pkey ON public.council_finding USING btree (item_id, member_id, criterion)
    CREATE UNIQUE INDEX council_interest_member_id_project_id_kind_key ON public.council_interest USING btree (member_id, project_id, kind)
    CREATE UNIQUE INDEX council_interest_pkey ON public.council_interest USING btree (id)
    CREATE INDEX council_interest_project_idx ON public.council_interest USING btree (project_id, state)
    CREATE UNIQUE INDEX council_issuer_decision_no_decision_on_key ON public.council USING btree (issuer, decision_no, decision_on)
    CREATE UNIQUE INDEX council_item_pkey ON public.council_item USING btree (id)
    CREATE UNIQUE INDEX council_item_project_id_key ON public.council_item USING btree (project_id) WHERE (outcome = 'pending'::text)
    CREATE INDEX council_item_project_idx ON public.council_item USING btree (project_id)
    CREATE UNIQUE INDEX council_item_session_id_project_id_key ON public.council_item USING btree (session_id, project_id)
    CREATE INDEX council_list_idx ON public.council USING btree (decision_on, id)
    CREATE INDEX council_member_account_idx ON public.council_member USING btree (account_id)
    CREATE UNIQUE INDEX council_member_council_id_account_id_key ON public.council_member USING btree (council_id, account_id) WHERE (until IS NULL)
    CREATE UNIQUE INDEX council_member_council_id_duty_key ON public.council_member USING btree (council_id, duty) WHERE ((duty = 'chair'::text) AND (until IS NULL))
    CREATE INDEX council_member_council_idx ON public.council_member USING btree (council_id, "position")
    CREATE UNIQUE INDEX council_member_pkey ON public.council_member USING btree (id)
    CREATE UNIQUE INDEX council_pkey ON public.council USING btree (id)
    CREATE UNIQUE INDEX council_presence_pkey ON public.council_presence USING btree (session_id, member_id)
    CREATE UNIQUE INDEX council_presence_session_id_member_id_present_key ON public.council_presence USING btree (session_id, member_id, present)
    CREATE UNIQUE INDEX council_seat_item_id_member_id_entitled_key ON public.council_seat USING btree (item_id, member_id, entitled)
    CREATE UNIQUE INDEX council_seat_pkey ON public.council_seat USING btree (item_id, member_id)
    CREATE UNIQUE INDEX council_session_council_id_number_key ON public.council_session USING btree (council_id, number)
    CREATE UNIQUE INDEX council_session_pkey ON public.council_session USING btree (id)
    CREATE UNIQUE INDEX council_vote_pkey ON public.council_vote USING btree (item_id, member_id)
    CREATE INDEX council_vote_trail_item_idx ON public.council_vote_trail USING btree (item_id, member_id)
    CREATE UNIQUE INDEX council_vote_trail_pkey ON public.council_vote_trail USING btree (id)
    CREATE UNIQUE INDEX debt_pkey ON public.debt USING btree (id)
    CREATE UNIQUE INDEX debt_project_id_number_key ON public.debt USING btree (project_id, number)
    CREATE INDEX debt_recovery_debt_idx ON public.debt_recovery USING btree (debt_id, id)
    CREATE UNIQUE INDEX debt_recovery_pkey ON public.debt_recovery USING btree (id)
    CREATE UNIQUE INDEX dossier_entry_pkey ON public.dossier_entry USING btree (project_id, item)
    CREATE INDEX establishment_name_key ON public.establishment USING btree (name_key)
    CREATE UNIQUE INDEX establishment_pkey ON public.establishment USING btree (id)
    CREATE INDEX establishment_province_sorted ON public.establishment USING btree (province_id, name_fold, id)
    CREATE INDEX establishment_registration_number ON public.establishment USING btree (registration_number)
    CREATE INDEX establishment_site_address ON public.establishment_site USING btree (unit_id, address_fold)
    CREATE UNIQUE INDEX establishment_site_main_key ON public.establishment_site USING btree (establishment_id) WHERE main
    CREATE INDEX establishment_site_of ON public.establishment_site USING btree (establishment_id)
    CREATE UNIQUE INDEX establishment_site_pkey ON public.establishment_site USING btree (id)
    CREATE INDEX establishment_sorted ON public.establishment USING btree (name_fold, id)
    CREATE UNIQUE INDEX establishment_tax_code_key ON public.establishment USING btree (tax_code)
    CREATE INDEX establishment_taxpayer ON public.establishment USING btree (substr(tax_code, 1, 10))
    CREATE INDEX establishment_text ON public.establishment USING gin (text_vector)
    CREATE INDEX establishment_unit_name ON public.establishment USING btree (unit_id, name_key)
    CREATE UNIQUE INDEX establishment_year_establishment_id_year_source_revision_key ON public.establishment_year USING btree (establishment_id, year, source, revision)
    CREATE UNIQUE INDEX establishment_year_pkey ON public.establishment_year USING btree (id)
    CREATE UNIQUE INDEX execution_photo_pkey ON public.execution_photo USING btree (id)
    CREATE INDEX execution_photo_project_idx ON public.execution_photo USING btree (project_id)
    CREATE UNIQUE INDEX flagship_cell_pkey ON public.flagship_cell USING btree (flagship_id, year, province_id)
    CREATE INDEX flagship_cell_province_idx ON public.flagship_cell USING btree (province_id)
    CREATE UNIQUE INDEX flagship_code_key ON public.flagship USING btree (code)
    CREATE INDEX flagship_part_cell_idx ON public.flagship_part USING btree (flagship_id, year, province_id)
    CREATE UNIQUE INDEX flagship_part_pkey ON public.flagship_part USING btree (project_id)
    CREATE UNIQUE INDEX flagship_pkey ON public.flagship USING btree (id)
    CREATE UNIQUE INDEX follow_up_figure_pkey ON public.follow_up_figure USING btree (follow_up_id, "position")
    CREATE UNIQUE INDEX follow_up_pkey ON public.follow_up USING btree (id)
    CREATE UNIQUE INDEX follow_up_project_id_number_key ON public.follow_up USING btree (project_id, number)
    CREATE UNIQUE INDEX form_basis_code_valid_from_version_key ON public.form_basis USING btree (code, valid_from, version)
    CREATE INDEX form_basis_instrument_idx ON public.form_basis USING btree (instrument_id)
    CREATE UNIQUE INDEX form_basis_pkey ON public.form_basis USING btree (id)
    CREATE UNIQUE INDEX form_submission_pkey ON public.form_submission USING btree (key)
    CREATE UNIQUE INDEX framework_from_year_key ON public.framework USING btree (from_year) WHERE (province_id IS NULL)
    CREATE INDEX framework_list_idx ON public.framework USING btree (from_year, id)
    CREATE UNIQUE INDEX framework_money_pkey ON public.framework_money USING btree (framework_id, number, year, source)
    CREATE UNIQUE INDEX framework_pkey ON public.framework USING btree (id)
    CREATE UNIQUE INDEX framework_province_id_from_year_key ON public.framework USING btree (province_id, from_year)
    CREATE UNIQUE INDEX framework_target_pkey ON public.framework_target USING btree (framework_id, number, indicator)
    CREATE UNIQUE INDEX framework_version_pkey ON public.framework_version USING btree (framework_id, number)
    CREATE INDEX funding_match_other_idx ON public.funding_match USING btree (other_thing, other_id)
    CREATE UNIQUE INDEX funding_match_pkey ON public.funding_match USING btree (id)
    CREATE UNIQUE INDEX funding_match_project_id_match_key_key ON public.funding_match USING btree (project_id, match_key)
    CREATE INDEX funding_match_rule_instrument_idx ON public.funding_match_rule USING btree (instrument_id)
    CREATE UNIQUE INDEX funding_match_rule_kind_valid_from_key ON public.funding_match_rule USING btree (kind, valid_from)
    CREATE UNIQUE INDEX funding_match_rule_pkey ON public.funding_match_rule USING btree (id)
    CREATE UNIQUE INDEX industry_map_pkey ON public.industry_map USING btree (code_2018, code_2025)
    CREATE UNIQUE INDEX industry_pkey ON public.industry USING btree (version, code)
    CREATE UNIQUE INDEX inspection_pkey ON public.inspection USING btree (id)
    CREATE UNIQUE INDEX inspection_project_id_number_key ON public.inspection USING btree (project_id, number)
    CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (id)
    CREATE UNIQUE INDEX instrument_article_instrument_id_kind_number_key ON public.instrument_article USING btree (instrument_id, kind, number)
    CREATE UNIQUE INDEX instrument_article_pkey ON public.instrument_article USING btree (id)
    CREATE INDEX instrument_conclusion_done_idx ON public.instrument_conclusion USING btree (done_instrument_id)
    CREATE UNIQUE INDEX instrument_conclusion_instrument_id_version_key ON public.instrument_conclusion USING btree (instrument_id, version)
    CREATE UNIQUE INDEX instrument_number_issuer_signed_year_key ON public.instrument USING btree (number, issuer, signed_year)
    CREATE UNIQUE INDEX instrument_pkey ON public.instrument USING btree (id)
    CREATE UNIQUE INDEX instrument_relation_once ON public.instrument_relation USING btree (from_id, kind, to_id)
    CREATE INDEX instrument_relation_to ON public.instrument_relation USING btree (to_id, kind)
    CREATE UNIQUE INDEX instrument_seed_key_key ON public.instrument USING btree (seed_key)
    CREATE INDEX instrument_signed ON public.instrument USING btree (signed_on, id)
    CREATE INDEX instrument_unit ON public.instrument USING btree (unit_id)
    CREATE UNIQUE INDEX item_claim_claim_key ON public.item_claim USING btree (claim)
    CREATE INDEX item_claim_project_idx ON public.item_claim USING btree (project_id)
    CREATE INDEX kept_duty_open_idx ON public.kept_duty USING btree (due_on, kind, project_id, province_id, person_id, role, year) WHERE (done_on IS NULL)
    CREATE INDEX kept_duty_project_idx ON public.kept_duty USING btree (project_id)
    CREATE INDEX kept_duty_province_idx ON public.kept_duty USING btree (province_id, year, due_on, done_on, kind, person_id, role)
    CREATE INDEX kept_duty_year_idx ON public.kept_duty USING btree (year, due_on, kind, project_id, done_on, province_id, person_id, role)
    CREATE UNIQUE INDEX kept_rules_pkey ON public.kept_rules USING btree (sha256)
    CREATE INDEX kept_total_level_idx ON public.kept_total USING btree (level, year, province_id)
    CREATE UNIQUE INDEX kept_total_pkey ON public.kept_total USING btree (path, year, scope)
    CREATE INDEX machine_support_establishment_id ON public.machine_support USING btree (establishment_id)
    CREATE UNIQUE INDEX machine_support_pkey ON public.machine_support USING btree (id)
    CREATE INDEX machine_support_place ON public.machine_support USING btree (province_id, year)
    CREATE INDEX machine_support_project_id ON public.machine_support USING btree (project_id)
    CREATE UNIQUE INDEX machine_support_serial_key ON public.machine_support USING btree (serial) WHERE (serial <> ''::text)
    CREATE INDEX machine_support_serial_written ON public.machine_support USING btree (lower(replace(replace(replace(replace(serial, ' '::text, ''::text), '-'::text, ''::text), '/'::text, ''::text), '.'::text, ''::text)))
    CREATE INDEX mail_account_idx ON public.mail USING btree (account_id, created_at)
    CREATE UNIQUE INDEX mail_pkey ON public.mail USING btree (id)
    CREATE INDEX mail_state_idx ON public.mail USING btree (state, next_try_at)
    CREATE INDEX meeting_held_on ON public.meeting USING btree (held_on)
    CREATE UNIQUE INDEX meeting_pkey ON public.meeting USING btree (id)
    CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name)
    CREATE INDEX money_entry_carried_idx ON public.money_entry USING btree (carried_line_id)
    CREATE INDEX money_entry_line_idx ON public.money_entry USING btree (line_id, source, kind)
    CREATE UNIQUE INDEX money_entry_pkey ON public.money_entry USING btree (id)
    CREATE INDEX money_entry_project_idx ON public.money_entry USING btree (project_id)
    CREATE UNIQUE INDEX national_centre_pkey ON public.national_centre USING btree (code)
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
    CREATE UNIQUE INDEX paper_counter_pkey ON public.paper_counter USING btree (series_id, year)
    CREATE UNIQUE INDEX paper_number_pkey ON public.paper_number USING btree (id)
    CREATE UNIQUE INDEX paper_number_series_id_year_number_key ON public.paper_number USING btree (series_id, year, number)
    CREATE UNIQUE INDEX paper_series_kind_from_year_key ON public.paper_series USING btree (kind, from_year) WHERE (territory_id IS NULL)
    CREATE UNIQUE INDEX paper_series_pkey ON public.paper_series USING btree (id)
    CREATE UNIQUE INDEX paper_series_territory_id_issuer_kind_from_year_key ON public.paper_series USING btree (territory_id, issuer, kind, from_year) WHERE (territory_id IS NOT NULL)
    CREATE INDEX parameter_instrument ON public.parameter USING btree (instrument_id)
    CREATE UNIQUE INDEX parameter_key_version_key ON public.parameter USING btree (key, version)
    CREATE UNIQUE INDEX parameter_pkey ON public.parameter USING btree (id)
    CREATE UNIQUE INDEX parameter_supersedes_id_key ON public.parameter USING btree (supersedes_id)
    CREATE UNIQUE INDEX plan_change_pkey ON public.plan_change USING btree (line_id)
    CREATE INDEX plan_change_plan_idx ON public.plan_change USING btree (plan_id, line_id)
    CREATE UNIQUE INDEX plan_line_pkey ON public.plan_line USING btree (id)
    CREATE INDEX plan_line_plan_idx ON public.plan_line USING btree (plan_id, "position", id)
    CREATE INDEX plan_transfer_from_idx ON public.plan_transfer USING btree (from_line)
    CREATE UNIQUE INDEX plan_transfer_pkey ON public.plan_transfer USING btree (id)
    CREATE INDEX plan_transfer_to_idx ON public.plan_transfer USING btree (to_line)
    CREATE UNIQUE INDEX plan_version_line_pkey ON public.plan_version_line USING btree (plan_id, number, line_id)
    CREATE UNIQUE INDEX plan_version_pkey ON public.plan_version USING btree (plan_id, number)
    CREATE UNIQUE INDEX progress_quantity_pkey ON public.progress_quantity USING btree (report_id, "position")
    CREATE UNIQUE INDEX progress_report_pkey ON public.progress_report USING btree (id)
    CREATE UNIQUE INDEX progress_report_project_id_number_key ON public.progress_report USING btree (project_id, number)
    CREATE INDEX project_beneficiary_establishment_idx ON public.project_beneficiary USING btree (establishment_id)
    CREATE UNIQUE INDEX project_beneficiary_pkey ON public.project_beneficiary USING btree (project_id, establishment_id)
    CREATE UNIQUE INDEX project_ceiling_pkey ON public.project_ceiling USING btree (id)
    CREATE INDEX project_ceiling_project_idx ON public.project_ceiling USING btree (project_id)
    CREATE UNIQUE INDEX project_code_key ON public.project USING btree (code)
    CREATE UNIQUE INDEX project_continuation_once ON public.project_continuation USING btree (continues_id)
    CREATE UNIQUE INDEX project_continuation_pkey ON public.project_continuation USING btree (project_id)
    CREATE UNIQUE INDEX project_day_pkey ON public.project_day USING btree (project_id, kind, number)
    CREATE UNIQUE INDEX project_event_pkey ON public.project_event USING btree (id)
    CREATE INDEX project_event_project_idx ON public.project_event USING btree (project_id)
    CREATE INDEX project_event_step_idx ON public.project_event USING btree (project_id, step, on_date)
    CREATE INDEX project_list_idx ON public.project USING btree (province_id, year, id)
    CREATE INDEX project_national_centre_idx ON public.project USING btree (national_centre, id)
    CREATE INDEX project_need_idx ON public.project USING btree (need_id)
    CREATE UNIQUE INDEX project_pkey ON public.project USING btree (id)
    CREATE INDEX project_plan_line_idx ON public.project USING btree (plan_line_id)
    CREATE INDEX project_report_idx ON public.project USING btree (province_id, year, scope, state, illustration, id)
    CREATE UNIQUE INDEX project_request_pkey ON public.project_request USING btree (id)
    CREATE INDEX project_request_project_idx ON public.project_request USING btree (project_id, id)
    CREATE UNIQUE INDEX project_result_pkey ON public.project_result USING btree (project_id, "position")
    CREATE UNIQUE INDEX project_roster_draft_key ON public.project_roster USING btree (project_id) WHERE (state = 'draft'::text)
    CREATE UNIQUE INDEX project_roster_fixed_key ON public.project_roster USING btree (project_id) WHERE (state = 'fixed'::text)
    CREATE UNIQUE INDEX project_roster_pkey ON public.project_roster USING btree (project_id, number)
    CREATE INDEX project_state_idx ON public.project USING btree (state, id)
    CREATE UNIQUE INDEX project_version_pkey ON public.project_version USING btree (project_id, number)
    CREATE INDEX project_year_idx ON public.project USING btree (year, id)
    CREATE UNIQUE INDEX proof_file_pkey ON public.proof_file USING btree (id)
    CREATE INDEX proof_file_project_idx ON public.proof_file USING btree (project_id)
    CREATE UNIQUE INDEX proof_paper_pkey ON public.proof_paper USING btree (id)
    CREATE INDEX proof_paper_project_idx ON public.proof_paper USING btree (project_id)
    CREATE UNIQUE INDEX proposal_carried_from_key ON public.proposal USING btree (carried_from) WHERE (state <> 'withdrawn'::text)
    CREATE INDEX proposal_list_idx ON public.proposal USING btree (province_id, id)
    CREATE INDEX proposal_need_idx ON public.proposal USING btree (need_id)
    CREATE UNIQUE INDEX proposal_pkey ON public.proposal USING btree (id)
    CREATE UNIQUE INDEX proposal_plan_id_need_id_key ON public.proposal USING btree (plan_id, need_id) WHERE (state <> 'withdrawn'::text)
    CREATE UNIQUE INDEX proposal_plan_id_project_id_key ON public.proposal USING btree (plan_id, project_id) WHERE (state <> 'withdrawn'::text)
    CREATE INDEX proposal_plan_idx ON public.proposal USING btree (plan_id, state, holder)
    CREATE INDEX proposal_project_idx ON public.proposal USING btree (project_id)
    CREATE UNIQUE INDEX proposal_remark_pkey ON public.proposal_remark USING btree (id)
    CREATE INDEX proposal_remark_proposal_idx ON public.proposal_remark USING btree (proposal_id, id)
    CREATE UNIQUE INDEX proposal_score_pkey ON public.proposal_score USING btree (proposal_id, criterion_id)
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
    CREATE UNIQUE INDEX reminder_account_id_stage_kind_record_id_due_on_key ON public.reminder USING btree (account_id, stage, kind, record_id, due_on)
    CREATE INDEX reminder_list_idx ON public.reminder USING btree (account_id, id)
    CREATE INDEX reminder_mail_idx ON public.reminder USING btree (mail_id)
    CREATE UNIQUE INDEX reminder_pkey ON public.reminder USING btree (id)
    CREATE UNIQUE INDEX reminder_setting_pkey ON public.reminder_setting USING btree (account_id)
    CREATE INDEX reminder_unread_idx ON public.reminder USING btree (account_id, read_at)
    CREATE INDEX reminder_week_idx ON public.reminder USING btree (due_on) WHERE (kind = 'late_week'::text)
    CREATE UNIQUE INDEX report_due_kind_province_id_year_key ON public.report_due USING btree (kind, province_id, year)
    CREATE UNIQUE INDEX report_due_pkey ON public.report_due USING btree (id)
    CREATE UNIQUE INDEX report_sent_pkey ON public.report_sent USING btree (id)
    CREATE INDEX report_sent_report_idx ON public.report_sent USING btree (province_id, year, kind)
    CREATE INDEX requirement_instrument_idx ON public.requirement USING btree (instrument_id)
    CREATE UNIQUE INDEX requirement_key_version_key ON public.requirement USING btree (key, version)
    CREATE UNIQUE INDEX requirement_pkey ON public.requirement USING btree (id)
    CREATE UNIQUE INDEX requirement_supersedes_id_key ON public.requirement USING btree (supersedes_id)
    CREATE INDEX roster_entry_establishment_idx ON public.roster_entry USING btree (establishment_id)
    CREATE UNIQUE INDEX roster_entry_pkey ON public.roster_entry USING btree (project_id, number, line_id)
    CREATE UNIQUE INDEX roster_entry_project_id_number_establishment_id_key ON public.roster_entry USING btree (project_id, number, establishment_id)
    CREATE INDEX selection_criterion_instrument_idx ON public.selection_criterion USING btree (instrument_id)
    CREATE UNIQUE INDEX selection_criterion_pkey ON public.selection_criterion USING btree (id)
    CREATE UNIQUE INDEX selection_criterion_supersedes_id_key ON public.selection_criterion USING btree (supersedes_id)
    CREATE UNIQUE INDEX selection_meeting_plan_id_holder_key ON public.selection_meeting USING btree (plan_id, holder)
    CREATE INDEX session_expires_at ON public.session USING btree (expires_at)
    CREATE UNIQUE INDEX session_pkey ON public.session USING btree (id)
    CREATE UNIQUE INDEX showroom_support_establishment_id_opened_on_key ON public.showroom_support USING btree (establishment_id, opened_on)
    CREATE UNIQUE INDEX showroom_support_pkey ON public.showroom_support USING btree (id)
    CREATE INDEX showroom_support_place ON public.showroom_support USING btree (province_id, year)
    CREATE INDEX sign_in_failure_username ON public.sign_in_failure USING btree (username, at)
    CREATE UNIQUE INDEX stored_file_pkey ON public.stored_file USING btree (id)
    CREATE UNIQUE INDEX supplement_gap_pkey ON public.supplement_gap USING btree (id)
    CREATE UNIQUE INDEX supplement_gap_round_id_position_key ON public.supplement_gap USING btree (round_id, "position")
    CREATE UNIQUE INDEX supplement_round_pkey ON public.supplement_round USING btree (id)
    CREATE UNIQUE INDEX supplement_round_project_id_key ON public.supplement_round USING btree (project_id) WHERE (answered_on IS NULL)
    CREATE UNIQUE INDEX supplement_round_project_id_level_number_key ON public.supplement_round USING btree (project_id, level, number)
    CREATE INDEX task_dependency_needs_idx ON public.task_dependency USING btree (needs_id)
    CREATE UNIQUE INDEX task_dependency_pkey ON public.task_dependency USING btree (task_id, needs_id)
    CREATE INDEX task_due_idx ON public.task USING btree (due_on, id)
    CREATE INDEX task_list_idx ON public.task USING btree (province_id, due_on, id)
    CREATE INDEX task_obstacle_person_idx ON public.task_obstacle USING btree (person_id, due_on)
    CREATE UNIQUE INDEX task_obstacle_pkey ON public.task_obstacle USING btree (id)
    CREATE INDEX task_obstacle_task_idx ON public.task_obstacle USING btree (task_id)
    CREATE INDEX task_person_idx ON public.task USING btree (person_id, due_on)
    CREATE UNIQUE INDEX task_pkey ON public.task USING btree (id)
    CREATE INDEX task_project_idx ON public.task USING btree (project_id)
    CREATE UNIQUE INDEX task_report_pkey ON public.task_report USING btree (id)
    CREATE INDEX task_report_task_idx ON public.task_report USING btree (task_id, id)
    CREATE UNIQUE INDEX training_class_pkey ON public.training_class USING btree (id)
    CREATE INDEX training_class_place ON public.training_class USING btree (province_id, year)
    CREATE UNIQUE INDEX unit_family_pkey ON public.unit_family USING btree (province_id, member_id)
    CREATE UNIQUE INDEX unit_level_code_valid_from_key ON public.unit USING btree (level, code, valid_from)
    CREATE INDEX unit_parent ON public.unit USING btree (parent_id)
    CREATE UNIQUE INDEX unit_pkey ON public.unit USING btree (id)
    CREATE INDEX unit_province ON public.unit USING btree (province_id, level)
    CREATE INDEX unit_succession_new ON public.unit_succession USING btree (new_id)
    CREATE UNIQUE INDEX unit_succession_pkey ON public.unit_succession USING btree (old_id, new_id)
    CREATE UNIQUE INDEX voucher_claim_line_id_source_key ON public.voucher USING btree (claim, line_id, source)
    CREATE INDEX voucher_number_idx ON public.voucher USING btree ((
    CASE
        WHEN (length(claim) > 19) THEN substr(claim, 9, (length(claim) - 19))
        ELSE ''::text
    END))
    CREATE UNIQUE INDEX voucher_pkey ON public.voucher USING btree (id)
    CREATE INDEX voucher_project_idx ON public.voucher USING btree (project_id, id)
    CREATE UNIQUE INDEX workflow_draft_pkey ON public.workflow_draft USING btree (id)
    CREATE UNIQUE INDEX workflow_draft_scope_key ON public.workflow_draft USING btree (scope) WHERE ((state = 'open'::text) AND (territory_id IS NULL))
    CREATE UNIQUE INDEX workflow_draft_territory_id_key ON public.workflow_draft USING btree (territory_id) WHERE ((state = 'open'::text) AND (territory_id IS NOT NULL))
    CREATE UNIQUE INDEX workflow_file_pkey ON public.workflow_file USING btree (id)
    CREATE INDEX workflow_file_workflow_idx ON public.workflow_file USING btree (workflow_id)
    CREATE INDEX workflow_version_instrument_idx ON public.workflow_version USING btree (instrument_id)
    CREATE UNIQUE INDEX workflow_version_key_number_key ON public.workflow_version USING btree (key, number)
    CREATE UNIQUE INDEX workflow_version_pkey ON public.workflow_version USING btree (id)
    CREATE INDEX workflow_version_scope_idx ON public.workflow_version USING btree (scope, valid_from)

VIEWS
    form_basis_current AS  SELECT b.id,
        b.code,
        b.valid_from,
        b.version,
        b.change,
        b.reason,
        b.ended,
        b.article,
        b.instrument_id,
        b.note,
        b.verified,
        b.verified_by,
        b.verified_at,
        b.evidence,
        b.recorded_by,
        b.recorded_account,
        b.recorded_at,
        b.illustration
       FROM form_basis b
      WHERE ((b.change <> 'withdraw'::text) AND (NOT (EXISTS ( SELECT 1
               FROM form_basis later
              WHERE ((later.code = b.code) AND (later.valid_from = b.valid_from) AND (later.version > b.version))))));
    instrument_conclusion_current AS  SELECT c.instrument_id,
        c.version,
        c.change,
        c.outcome,
        c.reason,
        c.concluded_on,
        c.executor,
        c.due_on,
        c.done_on,
        c.done_instrument_id,
        c.done_paper,
        c.recorded_by,
        c.recorded_account,
        c.recorded_at,
        c.illustration
       FROM instrument_conclusion c
      WHERE (NOT (EXISTS ( SELECT 1
               FROM instrument_conclusion later
              WHERE ((later.instrument_id = c.instrument_id) AND (later.version > c.version)))));
    ledger_balance AS  SELECT p.id AS project_id,
        p.year,
        p.province_id,
        p.activity,
        l.plan_id,
        s.source,
        p.illustration,
        s.requested,
        s.planned,
        s.allotted,
        s.committed,
        s.advanced,
        s.accepted,
        s.settled,
        s.paid,
        s.recovered
       FROM (((project p
         JOIN cost_line c ON (((c.project_id = p.id) AND (NOT c.removed))))
         JOIN cost_line_source s ON ((s.line_id = c.id)))
         LEFT JOIN plan_line l ON ((l.id = p.plan_line_id)));
    ledger_spending AS  SELECT p.id AS project_id,
        COALESCE(e.budget_year, e.year) AS year,
        p.province_id,
        p.activity,
        COALESCE(g.plan_id, l.plan_id) AS plan_id,
        e.source,
        p.illustration,
            CASE
                WHEN (e.kind = 'advance'::text) THEN e.amount
                ELSE (0)::bigint
            END AS advanced,
            CASE
                WHEN (e.kind = 'pay'::text) THEN e.amount
                ELSE (0)::bigint
            END AS paid,
            CASE
                WHEN (e.kind = 'recover'::text) THEN e.amount
                ELSE (0)::bigint
            END AS recovered
       FROM (((money_entry e
         JOIN project p ON ((p.id = e.project_id)))
         LEFT JOIN plan_line l ON ((l.id = p.plan_line_id)))
         LEFT JOIN plan_line g ON ((g.id = ( SELECT t.to_line
               FROM plan_transfer t
              WHERE ((t.from_line = e.carried_line_id) AND (t.kind = 'carry_over'::text))
              ORDER BY t.id
             LIMIT 1))))
      WHERE (e.kind = ANY (ARRAY['advance'::text, 'pay'::text, 'recover'::text]));
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
    obligation_asked AS  SELECT
            CASE
                WHEN (r.kind = 'defect'::text) THEN 'defect'::text
                ELSE 'inspection_request'::text
            END AS kind,
        'request'::text AS thing,
        r.id AS record_id,
        ((p.code || ' · '::text) || r.finding) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
            CASE
                WHEN (p.created_by IS NULL) THEN 'officer'::text
                ELSE ''::text
            END AS role,
        p.year,
        r.due_on,
        r.answered_on AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN project_request r ON ((r.project_id = p.id)))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT 'supplement'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
            CASE
                WHEN (p.created_by IS NULL) THEN 'officer'::text
                ELSE ''::text
            END AS role,
        p.year,
        r.due_on,
        r.answered_on AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN supplement_round r ON (((r.project_id = p.id) AND (r.asked_on IS NOT NULL) AND (r.due_on IS NOT NULL))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT 'debt'::text AS kind,
        'debt'::text AS thing,
        d.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        NULL::uuid AS person_id,
        'accountant'::text AS role,
        p.year,
        d.due_on,
        d.cleared_on AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN debt d ON ((d.project_id = p.id)));
    obligation_kept AS  SELECT d.kind,
        d.thing,
        d.record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        d.province_id,
        d.project_id,
        d.person_id,
        d.role,
        d.year,
        d.due_on,
        d.done_on,
        p.illustration,
        d.unverified
       FROM (kept_duty d
         LEFT JOIN project p ON ((p.id = d.project_id)));
    obligation_kept_sum AS  SELECT kept_duty.kind,
        kept_duty.province_id,
        kept_duty.person_id,
        kept_duty.role,
        kept_duty.year,
        kept_duty.due_on,
        kept_duty.done_on
       FROM kept_duty;
    obligation_law AS  SELECT 'local_instrument'::text AS kind,
        'conclusion'::text AS thing,
        i.id AS record_id,
        ((
            CASE
                WHEN (i.number = ''::text) THEN i.issuer
                ELSE i.number
            END || ' · '::text) || i.subject) AS title,
        c.executor AS owner,
        i.unit_id AS province_id,
        NULL::uuid AS project_id,
        NULL::uuid AS person_id,
        'appraiser'::text AS role,
        (EXTRACT(year FROM c.due_on))::bigint AS year,
        c.due_on,
        c.done_on,
        c.illustration,
        false AS unverified
       FROM (instrument_conclusion_current c
         JOIN instrument i ON ((i.id = c.instrument_id)))
      WHERE ((c.due_on IS NOT NULL) AND (i.unit_id IS NOT NULL));
    obligation_programme AS  SELECT obligation_kept.kind,
        obligation_kept.thing,
        obligation_kept.record_id,
        obligation_kept.title,
        obligation_kept.owner,
        obligation_kept.province_id,
        obligation_kept.project_id,
        obligation_kept.person_id,
        obligation_kept.role,
        obligation_kept.year,
        obligation_kept.due_on,
        obligation_kept.done_on,
        obligation_kept.illustration,
        obligation_kept.unverified
       FROM obligation_kept
    UNION ALL
     SELECT obligation_asked.kind,
        obligation_asked.thing,
        obligation_asked.record_id,
        obligation_asked.title,
        obligation_asked.owner,
        obligation_asked.province_id,
        obligation_asked.project_id,
        obligation_asked.person_id,
        obligation_asked.role,
        obligation_asked.year,
        obligation_asked.due_on,
        obligation_asked.done_on,
        obligation_asked.illustration,
        obligation_asked.unverified
       FROM obligation_asked;
    obligation_report AS  SELECT
            CASE
                WHEN (d.kind = 'yearly'::text) THEN 'yearly_report'::text
                ELSE 'half_year_report'::text
            END AS kind,
        'report_due'::text AS thing,
        d.id AS record_id,
        (((
            CASE
                WHEN (d.kind = 'yearly'::text) THEN 'Báo cáo năm '::text
                ELSE 'Báo cáo 6 tháng đầu năm '::text
            END || (d.year)::text) || ' · '::text) || u.name) AS title,
        u.name AS owner,
        d.province_id,
        NULL::uuid AS project_id,
        NULL::uuid AS person_id,
        'appraiser'::text AS role,
        d.year,
        d.due_on,
        ( SELECT min(s.sent_on) AS min
               FROM report_sent s
              WHERE ((s.kind = d.kind) AND (s.province_id = d.province_id) AND (s.year = d.year))) AS done_on,
        false AS illustration,
        (NOT d.verified) AS unverified
       FROM (report_due d
         JOIN unit u ON ((u.id = d.province_id)))
      WHERE ((u.valid_to IS NULL) OR (u.valid_to > d.due_on));
    obligation_work AS  SELECT 'task'::text AS kind,
        'task'::text AS thing,
        t.id AS record_id,
        t.title,
        t.department AS owner,
        t.province_id,
        t.project_id,
        t.person_id,
            CASE
                WHEN (t.person_id IS NULL) THEN 'centre_head'::text
                ELSE ''::text
            END AS role,
        (EXTRACT(year FROM t.due_on))::bigint AS year,
        t.due_on,
        t.done_on,
        t.illustration,
        false AS unverified
       FROM task t
      WHERE (t.state <> 'dropped'::text)
    UNION ALL
     SELECT 'obstacle'::text AS kind,
        'obstacle'::text AS thing,
        o.id AS record_id,
        ((o.description || ' · '::text) || t.title) AS title,
            CASE
                WHEN (o.person_id IS NULL) THEN o.person_name
                ELSE t.department
            END AS owner,
        t.province_id,
        t.project_id,
        COALESCE(o.person_id, t.person_id) AS person_id,
            CASE
                WHEN (COALESCE(o.person_id, t.person_id) IS NULL) THEN 'centre_head'::text
                ELSE ''::text
            END AS role,
        (EXTRACT(year FROM o.due_on))::bigint AS year,
        o.due_on,
        COALESCE(o.resolved_on, t.done_on) AS done_on,
        o.illustration,
        false AS unverified
       FROM (task_obstacle o
         JOIN task t ON ((t.id = o.task_id)))
      WHERE (t.state <> 'dropped'::text);
    parameter_current AS  SELECT p.id,
        p.key,
        p.version,
        p.supersedes_id,
        p.change,
        p.reason,
        p.subject,
        p.title,
        p.scope,
        p.territory_id,
        p.measure,
        p.month,
        p.day,
        p.year_offset,
        p.inclusive,
        p.share_bp,
        p.months,
        p.instrument_id,
        p.legal_doc,
        p.locator,
        p.valid_from,
        p.valid_to,
        p.verified,
        p.verified_by,
        p.verified_at,
        p.evidence,
        p.note,
        p.source,
        p.recorded_by,
        p.recorded_account,
        p.recorded_at,
        p.illustration
       FROM parameter p
      WHERE (NOT (EXISTS ( SELECT 1
               FROM parameter later
              WHERE (later.supersedes_id = p.id))));
    project_duty AS  SELECT 'implementation'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
            CASE
                WHEN (p.created_by IS NULL) THEN 'officer'::text
                ELSE ''::text
            END AS role,
        p.year,
            CASE
                WHEN (p.starts_on >= c.on_date) THEN p.starts_on
                ELSE make_date((EXTRACT(year FROM c.on_date))::integer, 12, 31)
            END AS due_on,
        ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = 'implementation'::text))) AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN project_event c ON (((c.project_id = p.id) AND (c.step = 'contract'::text))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT 'acceptance'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
        'centre_head'::text AS role,
        p.year,
        COALESCE(p.ends_on, make_date((p.year)::integer, 12, 31)) AS due_on,
        p.accepted_on AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN project_event c ON (((c.project_id = p.id) AND (c.step = 'contract'::text))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT 'advance'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
        'centre_head'::text AS role,
        p.year,
        make_date((p.year)::integer, 12, 31) AS due_on,
        p.accepted_on AS done_on,
        p.illustration,
        false AS unverified
       FROM project p
      WHERE ((p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text])) AND (EXISTS ( SELECT 1
               FROM money_entry m
              WHERE ((m.project_id = p.id) AND (m.kind = 'advance'::text)))))
    UNION ALL
     SELECT 'final_report'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
        'centre_head'::text AS role,
        p.year,
        make_date((EXTRACT(year FROM p.accepted_on))::integer, 12, 31) AS due_on,
        ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = 'final-report'::text))) AS done_on,
        p.illustration,
        false AS unverified
       FROM project p
      WHERE ((p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text])) AND (p.accepted_on IS NOT NULL))
    UNION ALL
     SELECT 'payment'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        NULL::uuid AS person_id,
        'accountant'::text AS role,
        p.year,
        make_date((EXTRACT(year FROM c.on_date))::integer, 12, 31) AS due_on,
        ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = 'payment'::text))) AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN project_event c ON (((c.project_id = p.id) AND (c.step = 'liquidation'::text))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT 'settlement'::text AS kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        NULL::uuid AS person_id,
        'accountant'::text AS role,
        p.year,
        make_date(((EXTRACT(year FROM c.on_date) + (1)::numeric))::integer, 12, 31) AS due_on,
        ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = 'settlement'::text))) AS done_on,
        p.illustration,
        false AS unverified
       FROM (project p
         JOIN project_event c ON (((c.project_id = p.id) AND (c.step = 'payment'::text))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT ('follow_up_'::text || (f.number)::text) AS kind,
        'follow_up'::text AS thing,
        f.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
            CASE
                WHEN (p.created_by IS NULL) THEN 'officer'::text
                ELSE ''::text
            END AS role,
        p.year,
        f.due_on,
        COALESCE(f.visited_on, ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = 'closure'::text)))) AS done_on,
        p.illustration,
        (NOT f.verified) AS unverified
       FROM (project p
         JOIN follow_up f ON (((f.project_id = p.id) AND (f.months IS NOT NULL))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text]))
    UNION ALL
     SELECT d.kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
        'centre_head'::text AS role,
        p.year,
        d.due_on,
        ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = ANY (ARRAY['registration'::text, 'direct-submission'::text])))) AS done_on,
        p.illustration,
        (NOT d.verified) AS unverified
       FROM (project p
         JOIN project_day d ON (((d.project_id = p.id) AND (d.kind = 'registration_request'::text))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text, 'need_rejected'::text]))
    UNION ALL
     SELECT d.kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        NULL::uuid AS person_id,
        'appraiser'::text AS role,
        p.year,
        d.due_on,
        ( SELECT min(e.on_date) AS min
               FROM project_event e
              WHERE ((e.project_id = p.id) AND (e.step = ANY (ARRAY['selection'::text, 'non-selection'::text, 'direct-submission'::text])))) AS done_on,
        p.illustration,
        (NOT d.verified) AS unverified
       FROM (project p
         JOIN project_day d ON (((d.project_id = p.id) AND (d.kind = 'registration'::text))))
      WHERE (p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text, 'need_rejected'::text]))
    UNION ALL
     SELECT d.kind,
        'project'::text AS thing,
        p.id AS record_id,
        ((p.code || ' · '::text) || p.title) AS title,
        p.implementer AS owner,
        p.province_id,
        p.id AS project_id,
        p.created_by AS person_id,
            CASE
                WHEN (p.created_by IS NULL) THEN 'officer'::text
                ELSE ''::text
            END AS role,
        p.year,
        d.due_on,
        COALESCE(( SELECT min(e.on_date) AS min
               FROM (project_event e
                 LEFT JOIN progress_report r ON (((r.project_id = e.project_id) AND (r.paper_id = e.paper_id))))
              WHERE ((e.project_id = p.id) AND (e.step = 'progress'::text) AND (COALESCE(r.period_to, e.on_date) >= d.starts_on))), p.accepted_on) AS done_on,
        p.illustration,
        (NOT d.verified) AS unverified
       FROM (project p
         JOIN project_day d ON (((d.project_id = p.id) AND (d.kind = 'progress_report'::text))))
      WHERE ((p.state <> ALL (ARRAY['stopped'::text, 'withdrawn'::text, 'shifted_source'::text])) AND ((p.accepted_on IS NULL) OR (d.due_on < p.accepted_on)));
    project_spent AS  SELECT kept_total.province_id,
        kept_total.scope,
        kept_total.year,
        kept_total.planned,
        kept_total.allotted,
        ((kept_total.advanced + kept_total.paid) - kept_total.recovered) AS paid
       FROM kept_total
      WHERE (kept_total.level = 'province'::text);
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
    project_total AS  SELECT p.id AS project_id,
        p.province_id,
        p.unit_id,
        p.year,
        p.scope,
            CASE
                WHEN p.illustration THEN 1
                ELSE 0
            END AS illustration,
        COALESCE(sum(s.planned), (0)::numeric) AS planned,
        COALESCE(sum(s.allotted), (0)::numeric) AS allotted,
        COALESCE(sum(s.advanced), (0)::numeric) AS advanced,
        COALESCE(sum(s.accepted), (0)::numeric) AS accepted,
        COALESCE(sum(s.settled), (0)::numeric) AS settled,
        COALESCE(sum(s.paid), (0)::numeric) AS paid,
        COALESCE(sum(s.recovered), (0)::numeric) AS recovered
       FROM ((project p
         LEFT JOIN cost_line l ON (((l.project_id = p.id) AND (NOT l.removed))))
         LEFT JOIN cost_line_source s ON (((s.line_id = l.id) AND (s.source = p.scope))))
      GROUP BY p.id, p.province_id, p.unit_id, p.year, p.scope, p.illustration;
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
    requirement_current AS  SELECT r.id,
        r.kind,
        r.key,
        r.version,
        r.supersedes_id,
        r.change,
        r.reason,
        r.code,
        r."position",
        r.title_vi,
        r.title_en,
        r.scope,
        r.territory_id,
        r.stage,
        r.required,
        r.copies,
        r.activities,
        r.project_kinds,
        r.level,
        r.article,
        r.valid_from,
        r.valid_to,
        r.verified,
        r.verified_by,
        r.verified_at,
        r.evidence,
        r.recorded_by,
        r.recorded_account,
        r.recorded_at,
        r.illustration,
        r.instrument_id
       FROM requirement r
      WHERE (NOT (EXISTS ( SELECT 1
               FROM requirement later
              WHERE (later.supersedes_id = r.id))));
    selection_criterion_current AS  SELECT c.id,
        c.scope,
        c.province_id,
        c."position",
        c.title,
        c.hint,
        c.most,
        c.weight,
        c.article,
        c.verified,
        c.valid_from,
        c.valid_to,
        c.version,
        c.created_at,
        c.instrument_id,
        c.supersedes_id,
        c.reason,
        c.recorded_by
       FROM selection_criterion c
      WHERE (NOT (EXISTS ( SELECT 1
               FROM selection_criterion later
              WHERE (later.supersedes_id = c.id))));

TRIGGERS
    CREATE TRIGGER audit_record_append_only BEFORE DELETE OR UPDATE ON public.audit_record FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER budget_grant_append_only BEFORE DELETE OR UPDATE ON public.budget_grant FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER ceiling_decision_append_only BEFORE DELETE OR UPDATE ON public.ceiling_decision FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER cost_version_no_return BEFORE UPDATE ON public.cost_version FOR EACH ROW EXECUTE FUNCTION refuse_proposed_again()
    CREATE TRIGGER council_vote_trail_append_only BEFORE DELETE OR UPDATE ON public.council_vote_trail FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER form_basis_append_only BEFORE DELETE OR UPDATE ON public.form_basis FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER instrument_conclusion_append_only BEFORE DELETE OR UPDATE ON public.instrument_conclusion FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER kept_rules_append_only BEFORE DELETE OR UPDATE ON public.kept_rules FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER money_entry_append_only BEFORE DELETE OR UPDATE ON public.money_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER norm_append_only BEFORE DELETE OR UPDATE ON public.norm FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER norm_overlap BEFORE INSERT ON public.norm FOR EACH ROW EXECUTE FUNCTION norm_overlap()
    CREATE TRIGGER paper_number_append_only BEFORE DELETE OR UPDATE ON public.paper_number FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER parameter_append_only BEFORE DELETE OR UPDATE ON public.parameter FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER parameter_overlap BEFORE INSERT ON public.parameter FOR EACH ROW EXECUTE FUNCTION parameter_overlap()
    CREATE TRIGGER plan_transfer_append_only BEFORE DELETE OR UPDATE ON public.plan_transfer FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER plan_version_append_only BEFORE DELETE OR UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER plan_version_line_append_only BEFORE DELETE OR UPDATE ON public.plan_version_line FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER project_approved BEFORE UPDATE OF title, implementer, unit_id, content, starts_on, ends_on ON public.project FOR EACH ROW WHEN (((old.approved_on IS NOT NULL) AND (new.approved_on IS NOT NULL) AND ((((((old.title IS DISTINCT FROM new.title) OR (old.implementer IS DISTINCT FROM new.implementer)) OR (old.unit_id IS DISTINCT FROM new.unit_id)) OR (old.content IS DISTINCT FROM new.content)) OR (old.starts_on IS DISTINCT FROM new.starts_on)) OR (old.ends_on IS DISTINCT FROM new.ends_on)))) EXECUTE FUNCTION keep_approved_project()
    CREATE TRIGGER project_event_append_only BEFORE DELETE OR UPDATE ON public.project_event FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER project_roster_no_return BEFORE UPDATE ON public.project_roster FOR EACH ROW EXECUTE FUNCTION refuse_draft_again()
    CREATE TRIGGER project_version_decided BEFORE DELETE OR UPDATE ON public.project_version FOR EACH ROW EXECUTE FUNCTION keep_decided_version()
    CREATE TRIGGER proof_paper_append_only BEFORE DELETE OR UPDATE ON public.proof_paper FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER proposal_remark_append_only BEFORE DELETE OR UPDATE ON public.proposal_remark FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER report_sent_append_only BEFORE DELETE OR UPDATE ON public.report_sent FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER requirement_append_only BEFORE DELETE OR UPDATE ON public.requirement FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER requirement_overlap BEFORE INSERT ON public.requirement FOR EACH ROW EXECUTE FUNCTION requirement_overlap()
    CREATE TRIGGER roster_entry_fixed BEFORE INSERT OR DELETE OR UPDATE ON public.roster_entry FOR EACH ROW EXECUTE FUNCTION keep_fixed_roster()
    CREATE TRIGGER selection_criterion_no_delete BEFORE DELETE ON public.selection_criterion FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER selection_criterion_no_update BEFORE UPDATE OF title, hint, most, weight, article, scope, province_id, valid_from, supersedes_id, reason ON public.selection_criterion FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER workflow_file_append_only BEFORE DELETE OR UPDATE ON public.workflow_file FOR EACH ROW EXECUTE FUNCTION refuse_change()
    CREATE TRIGGER workflow_version_append_only BEFORE DELETE OR UPDATE ON public.workflow_version FOR EACH ROW EXECUTE FUNCTION refuse_change()

FUNCTIONS
    CREATE OR REPLACE FUNCTION public.keep_approved_project()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM project_version f
                         JOIN cost_version v ON v.project_id = f.project_id AND v.number = f.number
                        WHERE f.project_id = NEW.id AND v.state = 'approved' AND f.title = NEW.title
                          AND f.implementer = NEW.implementer
                          AND f.unit_id IS NOT DISTINCT FROM NEW.unit_id
                          AND f.content = NEW.content
                          AND f.starts_on IS NOT DISTINCT FROM NEW.starts_on
                          AND f.ends_on IS NOT DISTINCT FROM NEW.ends_on) THEN
            RAISE EXCEPTION 'an approved project changes by decision only';
        END IF;
        RETURN NEW;
    END $function$
    CREATE OR REPLACE FUNCTION public.keep_decided_version()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        IF (SELECT v.state FROM cost_version v
             WHERE v.project_id = OLD.project_id AND v.number = OLD.number) <> 'proposed' THEN
            RAISE EXCEPTION 'a decided version does not change';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $function$
    CREATE OR REPLACE FUNCTION public.keep_fixed_roster()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        IF (SELECT r.state FROM project_roster r
             WHERE r.project_id = COALESCE(NEW.project_id, OLD.project_id)
               AND r.number = COALESCE(NEW.number, OLD.number)) <> 'draft' THEN
            RAISE EXCEPTION 'a fixed roster does not change';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $function$
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
    CREATE OR REPLACE FUNCTION public.parameter_overlap()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('parameter_overlap'));
        IF EXISTS (
            SELECT 1 FROM parameter_current other
            WHERE other.key <> NEW.key
              AND other.subject = NEW.subject
              AND other.title = NEW.title
              AND other.scope IS NOT DISTINCT FROM NEW.scope
              AND other.territory_id IS NOT DISTINCT FROM NEW.territory_id
              AND (other.valid_from IS NULL OR NEW.valid_to IS NULL
                   OR other.valid_from <= NEW.valid_to)
              AND (NEW.valid_from IS NULL OR other.valid_to IS NULL
                   OR NEW.valid_from <= other.valid_to))
        THEN
            RAISE EXCEPTION 'parameter_overlap'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'parameter_overlap';
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
    CREATE OR REPLACE FUNCTION public.refuse_draft_again()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        IF OLD.state <> 'draft' AND NEW.state = 'draft' THEN
            RAISE EXCEPTION 'a fixed roster does not change';
        END IF;
        RETURN NEW;
    END $function$
    CREATE OR REPLACE FUNCTION public.refuse_proposed_again()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        IF OLD.state <> 'proposed' AND NEW.state = 'proposed' THEN
            RAISE EXCEPTION 'a decided version does not change';
        END IF;
        RETURN NEW;
    END $function$
    CREATE OR REPLACE FUNCTION public.requirement_overlap()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('requirement_overlap'));
        IF EXISTS (
            SELECT 1 FROM requirement_current other
            WHERE other.key <> NEW.key
              AND other.kind = NEW.kind
              AND other.code = NEW.code
              AND other.territory_id IS NOT DISTINCT FROM NEW.territory_id
              AND (other.scope IS NULL OR NEW.scope IS NULL OR other.scope = NEW.scope)
              AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
              AND (other.valid_to IS NULL OR NEW.valid_from <= other.valid_to))
        THEN
            RAISE EXCEPTION 'requirement_overlap'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'requirement_overlap';
        END IF;
        RETURN NEW;
    END $function$
