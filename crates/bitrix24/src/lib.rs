//! Room for bitrix24.
