-- A machine is looked for by the letters and digits of its serial number, however it was written.
CREATE INDEX machine_support_serial_written ON machine_support
    (lower(replace(replace(replace(replace(serial, ' ', ''), '-', ''), '/', ''), '.', '')));
