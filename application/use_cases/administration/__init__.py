"""What administrators and operators do, every act of it kept in the audit log."""
