"""The pages that app.py shows, made of Streamlit widgets."""
