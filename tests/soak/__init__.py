"""The whole system under load while its parts are killed, frozen and restarted."""
